"""Charts of the book: functions from tidy frames to Altair charts, all in one theme."""
