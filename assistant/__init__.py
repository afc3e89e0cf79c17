"""What Townclerk is for: answers, checklists and tender sections, and the doors of its own."""
