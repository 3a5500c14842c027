"""The command line: reads what was asked, lets a flow do it, says how it ended. The only prints."""
