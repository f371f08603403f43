"""What a film is: pure data and media work, with no Prefect, no network and no vendor in it."""
