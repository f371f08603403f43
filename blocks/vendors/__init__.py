"""What engines of one vendor share: its client, its errors, its limits."""
