// Command gen makes resolvers/internal/exec, as go tool gqlgen generate would,
// and beside gqlgen's own code what resolvers/internal/direct needs. It is run by
// go generate in resolvers.
package main

import (
	"fmt"
	"os"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
)

func main() {
	if err := generate(); err != nil {
		fmt.Fprintln(os.Stderr, "generating the executable schema:", err)
		os.Exit(1)
	}
}

func generate() error {
	// It looks upwards for gqlgen.yml and goes on in its folder.
	cfg, err := config.LoadConfigFromDefaultLocations()
	if err != nil {
		return err
	}
	return api.Generate(cfg, api.AddPlugin(directly{}))
}
