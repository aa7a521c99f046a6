"""What those who run the service look at: logs, figures, whether it is ready."""
