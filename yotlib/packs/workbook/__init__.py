"""Put a team's figures into a workbook for spreadsheets, drawn from the record and the tables of its notebooks."""
