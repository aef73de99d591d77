//go:build !linux

package main

import (
	"errors"
	"os/exec"
)

var errNoNetwork = errors.New("the benchmark needs Linux, where a program can have a network of its own")

func inNetworkOfItsOwn(*exec.Cmd) error { return errNoNetwork }

func startLoopback() error { return errNoNetwork }
