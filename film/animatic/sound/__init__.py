"""The sound department: room tone, weather and spot effects under a scene."""
