"""Study: how long a device can have played, media and their addresses, course material, reports of institutes."""
