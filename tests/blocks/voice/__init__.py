"""Voice engines, one by one."""
