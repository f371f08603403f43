"""What the flows that make films are called at the Prefect API."""

MOVIE = "make-movie"
FILMS = (MOVIE, "make-persona-film", "transform-video")
"""All of them; each run of one makes one film."""
