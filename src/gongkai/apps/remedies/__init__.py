"""行政复议、行政诉讼: what follows when an answer is not accepted, and the figures of 表四."""
