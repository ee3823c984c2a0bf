package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/sluicehq/sluice/server"
)

type roleCommand struct {
	List   roleList   `cmd:"" help:"Show the roles and what they permit."`
	Grant  roleGrant  `cmd:"" help:"Add permissions to a role, which is created if need be."`
	Revoke roleRevoke `cmd:"" help:"Take permissions from a role."`
}

type roleList struct{ server.DatabaseOptions }

func (c *roleList) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		roles, err := app.Accounts.Roles(ctx)
		if err != nil {
			return err
		}
		return s.show(roles, func() error {
			for _, role := range roles {
				if _, err := fmt.Fprintf(s.out, "%-20s %s\n", role.Key, strings.Join(role.Permissions, " ")); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

type roleGrant struct {
	server.DatabaseOptions
	Role        string   `arg:"" help:"The role. Every signed-in user has the role authenticated, everybody the role guest."`
	Permissions []string `arg:"" help:"Such as product.view, job.*.view, job.packsize.run, batch.labels.execute or batch.labels.*"`
}

func (c *roleGrant) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		if err := app.Accounts.Grant(ctx, c.Role, c.Permissions...); err != nil {
			return err
		}
		return s.say("Granted to the role %s: %s", c.Role, strings.Join(c.Permissions, " "))
	})
}

type roleRevoke struct {
	server.DatabaseOptions
	Role        string   `arg:"" help:"The role."`
	Permissions []string `arg:"" help:"What users with the role may not do any more."`
}

func (c *roleRevoke) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		if err := app.Accounts.Revoke(ctx, c.Role, c.Permissions...); err != nil {
			return err
		}
		return s.say("Revoked from the role %s: %s", c.Role, strings.Join(c.Permissions, " "))
	})
}
