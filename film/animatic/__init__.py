"""The embedded artist: pictures, speech, music and mouths made here, with no model and no vendor."""
