// Package auth knows who is asking and what they may do: users, roles and
// permissions, sign-in by password or one-time link, cookie sessions and API
// tokens. The domain packages call Require before they act, so that the API, the
// command line and the workers obey the same rules.
package auth
