# The one door: run, test, check, bench, accuracy.
.PHONY: run test check format bench accuracy setup clean
