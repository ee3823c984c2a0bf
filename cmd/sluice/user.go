package main

import (
	"context"
	"strings"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/server"
)

type userCommand struct {
	Create   userCreate   `cmd:"" help:"Create a user."`
	Password userPassword `cmd:"" help:"Set a user's password, read from the input. The user's sessions end."`
	Set      userSet      `cmd:"" help:"Set a user's roles, or keep a user out or let the user in again."`
	Delete   userDelete   `cmd:"" help:"Delete a user. What the user did stays on record, as done by \"Deleted user\"."`
}

type userCreate struct {
	server.DatabaseOptions
	Login         string   `arg:"" help:"What the user signs in with."`
	Name          string   `help:"The user's name as others see it; the login if left out."`
	Role          []string `placeholder:"ROLE" help:"A role to give the user, such as administrator; can be repeated."`
	PasswordStdin bool     `name:"password-stdin" help:"Read a password from the input. Without it, the user can sign in by link only."`
}

func (c *userCreate) Run(s *session) error {
	user := auth.NewUser{Login: c.Login, Name: c.Name, Roles: c.Role}
	if c.PasswordStdin {
		var err error
		if user.Password, err = s.password(); err != nil {
			return err
		}
	}
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		if _, err := app.Accounts.CreateUser(ctx, user); err != nil {
			return err
		}
		if user.Password != "" {
			return s.say("Created the user %s.", c.Login)
		}
		return s.say("Created the user %s, without a password. Make a link to sign in with: sluice sign-in-link %s", c.Login, c.Login)
	})
}

type userPassword struct {
	server.DatabaseOptions
	Login string `arg:"" help:"The user."`
}

func (c *userPassword) Run(s *session) error {
	password, err := s.password()
	if err != nil {
		return err
	}
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		if err := app.Accounts.SetPassword(ctx, c.Login, password); err != nil {
			return err
		}
		return s.say("Set the password of %s.", c.Login)
	})
}

type userSet struct {
	server.DatabaseOptions
	Login   string   `arg:"" help:"The user."`
	Role    []string `placeholder:"ROLE" help:"The user's roles from now on; can be repeated."`
	Enable  bool     `xor:"active" help:"Let the user in again."`
	Disable bool     `xor:"active" help:"Keep the user out, at once."`
}

func (c *userSet) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		var done []string
		if len(c.Role) > 0 {
			if err := app.Accounts.SetUserRoles(ctx, c.Login, c.Role); err != nil {
				return err
			}
			done = append(done, "has the roles "+strings.Join(c.Role, ", "))
		}
		if c.Enable || c.Disable {
			if err := app.Accounts.SetActive(ctx, c.Login, c.Enable); err != nil {
				return err
			}
			done = append(done, map[bool]string{true: "can sign in", false: "is kept out"}[c.Enable])
		}
		if done == nil {
			return s.say("There was nothing to do: give --role, --enable or --disable.")
		}
		return s.say("The user %s %s now.", c.Login, strings.Join(done, " and "))
	})
}

type linkCommand struct {
	server.DatabaseOptions
	Login   string `arg:"" default:"admin" help:"The user to sign in."`
	BaseURL string `name:"base-url" env:"SLUICE_BASE_URL" default:"http://127.0.0.1:8080" placeholder:"URL" help:"Address at which browsers reach the server."`
}

func (c *linkCommand) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		token, err := app.Accounts.CreateLink(ctx, c.Login)
		if err != nil {
			return err
		}
		link := server.SignInURL(strings.TrimRight(c.BaseURL, "/"), token)
		return s.show(map[string]string{"url": link}, func() error { return s.say("%s", link) })
	})
}
