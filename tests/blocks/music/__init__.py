"""The engines that make music and sound, one by one."""
