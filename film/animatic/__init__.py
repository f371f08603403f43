"""The embedded artist: pictures, speech, music and mouths, with no model and no vendor."""
