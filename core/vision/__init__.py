"""Models: detect, embed, judge quality, learn. The only torch and onnx; no database."""
