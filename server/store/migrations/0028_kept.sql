-- The number is kept for another step: this file goes when that one comes.

