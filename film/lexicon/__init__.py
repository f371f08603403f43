"""What words mean to a film: places, things, people, and the tone of a text."""
