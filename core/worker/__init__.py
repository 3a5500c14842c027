"""The process that runs an album's jobs and keeps the models loaded; it reads and writes only the album."""
