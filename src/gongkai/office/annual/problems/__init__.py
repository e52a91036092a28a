"""问题与措施: what section 五 promises, and the tasks that follow from it."""
