"""What tests of mechanisms and plugins need: public, so that plugin authors have it too."""
