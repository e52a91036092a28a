"""What has changed and which effects are still due: recorded with the act, done after it, surviving kills."""
