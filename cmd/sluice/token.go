package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/server"
)

type tokenCommand struct {
	Create tokenCreate `cmd:"" help:"Make an API token. It is shown once."`
	List   tokenList   `cmd:"" help:"Show a user's API tokens."`
	Revoke tokenRevoke `cmd:"" help:"End an API token."`
}

type tokenCreate struct {
	server.DatabaseOptions
	Name    string        `arg:"" help:"What the token is for."`
	User    string        `default:"admin" placeholder:"LOGIN" help:"Whom the token stands for: it may do what this user may do. By default ${default}."`
	Expires time.Duration `default:"0s" placeholder:"DURATION" help:"How long the token is valid, such as 720h. By default it does not expire."`
}

func (c *tokenCreate) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		secret, token, err := app.Accounts.CreateToken(ctx, c.User, c.Name, c.Expires)
		if err != nil {
			return err
		}
		result := struct {
			*auth.Token
			Secret string `json:"token"`
		}{token, secret}
		return s.show(result, func() error {
			_, err := fmt.Fprintln(s.out, secret)
			return err
		})
	})
}

type tokenList struct {
	server.DatabaseOptions
	User string `default:"admin" placeholder:"LOGIN" help:"Whose tokens. By default those of ${default}."`
}

func (c *tokenList) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		tokens, err := app.Accounts.Tokens(ctx, c.User)
		if err != nil {
			return err
		}
		return s.show(tokens, func() error {
			table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
			if _, err := fmt.Fprintln(table, "ID\tNAME\tCREATED\tEXPIRES\tLAST USED"); err != nil {
				return err
			}
			for _, t := range tokens {
				_, err := fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\n", t.ID, t.Name, day(&t.CreatedAt), day(t.ExpiresAt), day(t.LastUsedAt))
				if err != nil {
					return err
				}
			}
			return table.Flush()
		})
	})
}

type tokenRevoke struct {
	server.DatabaseOptions
	ID int64 `arg:"" name:"id" help:"The token's number, as \"sluice token list\" shows it."`
}

func (c *tokenRevoke) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		if err := app.Accounts.RevokeToken(ctx, c.ID); err != nil {
			return err
		}
		return s.say("Revoked the token %d.", c.ID)
	})
}

// day is a moment for people; nil is never.
func day(t *time.Time) string {
	if t == nil {
		return "never"
	}
	return t.Local().Format("2006-01-02 15:04")
}
