package main

import (
	"context"

	"github.com/sluicehq/sluice/demo"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

type seedCommand struct {
	server.DatabaseOptions
	Products int `default:"${products}" placeholder:"N" help:"How many products to make up; by default ${default}."`
}

func (c *seedCommand) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		if err := demo.Seed(ctx, app.DB.DB, c.Products); err != nil {
			return err
		}
		return s.show(map[string]int{"products": c.Products}, func() error {
			return s.say("Made up a catalog of %s.", words.Plural(int64(c.Products), "product", "products"))
		})
	})
}
