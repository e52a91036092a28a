"""依申请公开: what was asked of an organ, from its arrival to the archive. Facts in events, conclusions computed."""
