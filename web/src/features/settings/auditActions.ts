/** What the log tells of, in the order people look for it. The server may know more; then its own word stands. */
export const auditActions = [
  'sign_in', 'sign_in_refused', 'sign_out', 'set_up', 'change_password', 'ask_for_reset', 'reset_password', 'change_profile', 'end_session',
  'invite', 'take_back_invitation', 'accept_invitation', 'change_person', 'remove_person', 'make_reset_link', 'make_team', 'change_team', 'delete_team',
  'make_token', 'revoke_token', 'make_workspace', 'rename_workspace', 'change_map_access', 'make_share', 'change_share', 'revoke_share', 'comment_as_guest',
  'create_map', 'write_map', 'import_map', 'discover_map', 'duplicate_map', 'archive_map', 'restore_map', 'delete_map', 'name_version',
  'comment', 'suggest', 'decide_suggestion', 'keep_view', 'import_facts',
] as const;
