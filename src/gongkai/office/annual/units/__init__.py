"""报送单位: the list of a year, who has not handed in, days and reminders, joint documents."""
