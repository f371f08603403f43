"""The engines that judge, one by one."""
