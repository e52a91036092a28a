"""Report years that the county has closed: what decides them changes by recorded amendment only."""
