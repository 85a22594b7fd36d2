/* Made from crates/server/openapi.json by `npm run api`. Not for editing. */

export interface paths {
    "/api/v1/ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks one question about journeys. Every picture of the web app comes from here. */
        post: operations["ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assistant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether there is a language model to ask, and how there comes to be one. */
        get: operations["assistant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assistant/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What would be sent to the model, masked, and what it may cost. Nothing is sent. */
        post: operations["plan_assistant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assistant/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends what a plan showed, in the background. What comes of it are suggestions. */
        post: operations["run_assistant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assistant/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a run early; what has come is kept. */
        delete: operations["stop_assistant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assistant/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the model proposed, with the words it shows it by. */
        get: operations["assistant_suggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assistant/suggestions/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does what a suggestion proposes. */
        post: operations["accept_assistant_suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assistant/suggestions/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leaves everything as it is; the suggestion waits no longer. */
        post: operations["reject_assistant_suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what in the workspace; the last first. */
        get: operations["audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/discover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finds a map in a source and keeps it in the workspace; the job's result names it. */
        post: operations["discover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finds a map and keeps it nowhere: to look at, to try another number of stages or another filter. */
        post: operations["draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/attribution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who gets the credit for a goal, by several models side by side. */
        post: operations["attribution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which channel works at which touchpoint, for all and for each segment. */
        post: operations["channels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/cut": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where to cut one person's life into journeys, and why there. */
        post: operations["cut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/drivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moments of truth: experiences tied to the outcome after controlling for what came before. */
        post: operations["drivers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/needs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What people need and nobody said: hypotheses with the journeys behind them. */
        post: operations["needs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/personas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A draft of a persona for each segment, every trait measured. */
        post: operations["persona_drafts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/prediction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What becomes of the journeys that are still on their way, and how good such predictions were. */
        post: operations["prediction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segments of journeys and what sets each apart. */
        post: operations["segments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/segments/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Two segments side by side on every measure. */
        post: operations["compare_segments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/waits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Waits between touchpoints and who is waited for. */
        post: operations["waits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Journeys that stand for all others, found by consensus. */
        post: operations["ways"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/what-if": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a change of the journey would do if people go on as before everywhere else. */
        post: operations["what_if"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server answers, and which version it is. */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Imports uploaded files in the background, and finds a map in them when asked to. */
        post: operations["import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the files hold, the mapping that is proposed for them, and their first rows read with it. */
        post: operations["preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/installation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the server is connected to: database, single sign-on, mail. */
        get: operations["installation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations nobody has taken up. */
        get: operations["invitations"];
        put?: never;
        /** Invites somebody by e-mail; an earlier invitation of the same e-mail ends. The link is mailed where mail is set up. */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/by_token/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an invitation says to who opens its link. */
        get: operations["open_invitation"];
        put?: never;
        /** Takes an invitation up and signs in: with a new account, or with the one of the e-mail. */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an invitation back. */
        delete: operations["take_back_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The jobs of this server: those that run or wait, and the last that ended. */
        get: operations["jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A job with its progress, and its result once it is done. */
        get: operations["job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/library": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the maps of the workspace share, with where it is used. */
        get: operations["library"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All maps of the workspace. */
        get: operations["list"];
        put?: never;
        /** A new map from a template, under an id of its own. */
        post: operations["new_map"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads a file of any known format as a new map, or over the map it was written from. */
        post: operations["import_map"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One map, whole. The `ETag` is its revision; the header `Tropa-Role` says what the caller may do on it. */
        get: operations["get"];
        /** Writes a map, new or changed. */
        put: operations["put"];
        post?: never;
        /** Deletes a map for good. */
        delete: operations["delete"];
        options?: never;
        head?: never;
        /** Puts a map away, or takes it out again. */
        patch: operations["patch_map"];
        trace?: never;
    };
    "/api/v1/maps/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rights on the map that differ from those in the workspace. */
        get: operations["map_access"];
        /** Puts these rights in the place of those there were. Who is no member of the workspace is left out. */
        put: operations["put_map_access"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/at/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The map as it was after a position of its history. */
        get: operations["map_then"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes a map record by record: others' changes of other records stay. */
        post: operations["change_map"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is wrong with a map, what would make it better, and how much of it rests on evidence. */
        get: operations["check_map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people said about parts of a map. */
        get: operations["comments"];
        put?: never;
        /** Says something about a part of a map. Those who are named or answered are told. */
        post: operations["add_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/comments/{comment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a comment back with its answers: one's own, or as an administrator anybody's. */
        delete: operations["delete_comment"];
        options?: never;
        head?: never;
        /** Changes one's own words, or says that a matter is settled. */
        patch: operations["edit_comment"];
        trace?: never;
    };
    "/api/v1/maps/{id}/conformance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Planned against observed: how journeys keep to this map. */
        post: operations["conformance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is different between two moments of a map's history. */
        get: operations["diff_moments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/diff/{other}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is different in the map `other`, the newer one, from `id`: in words and as data, or as a file. */
        get: operations["diff_maps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/discover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finds the map again and proposes what is new or different as a suggestion on it; the job's result names it. */
        post: operations["discover_over"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finds a map anew and says, element by element, what it would change on this one. */
        post: operations["draft_against"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/draft/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts the wanted parts of a draft on the map and remembers those not wanted. */
        post: operations["decide_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a copy of a map, without what was said about it. */
        post: operations["duplicate_map"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A map as a file of another format. What the file leaves out is told by `losses`. */
        get: operations["export_map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done to a map, by whom: one entry for what one person did without a pause of ten minutes. */
        get: operations["history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a picture on the map: PNG, JPEG or SVG, written anew as PNG or JPEG of at most 1,600 pixels a side. */
        post: operations["add_image"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/images/{image}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of the map, safe to show. */
        get: operations["image"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The map's steps and evidence as links into an event log: as data, as a table to join a log with by `activity`, or as
         *     objects of OCEL 2.0.
         */
        get: operations["map_links"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Opens the live map: a WebSocket with the messages of the live protocol.
         * @description Each message is one binary frame in the encoding of y-protocols, with two kinds of our own. Everybody who may see the
         *     map may listen; edits of those who may only look are not taken in.
         */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/losses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a file of the format would not say of the map. */
        get: operations["map_losses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Draws a map as a file. The same map gives the same bytes. */
        get: operations["render"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings an earlier state back as a new change; nothing is lost. */
        post: operations["restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The person who asks has seen the map as it now is. */
        put: operations["see_map"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Links that show the map to people without an account. */
        get: operations["shares"];
        put?: never;
        /** A new link; its address is shown once. */
        post: operations["new_share"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/shares/{share}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a link, for good and at once. */
        delete: operations["revoke_share"];
        options?: never;
        head?: never;
        /** Changes what a link shows, its password or its end. */
        patch: operations["change_share"];
        trace?: never;
    };
    "/api/v1/maps/{id}/since_seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is different since the person who asks looked last. */
        get: operations["since_seen"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was proposed for a map. */
        get: operations["suggestions"];
        put?: never;
        /** Proposes changes that can be made on the map as it now is. */
        post: operations["suggest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/suggestions/{suggestion}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the changes, or the wanted ones of them; the others go on waiting. */
        post: operations["accept_suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/suggestions/{suggestion}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns a suggestion down. */
        post: operations["reject_suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One map as the list of maps shows it, with what the caller may do on it. */
        get: operations["summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** States of the map that somebody gave a name. */
        get: operations["versions"];
        put?: never;
        /** Gives the map as it now is a name. */
        post: operations["name_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes the name away; the history keeps the state. */
        delete: operations["forget_version"];
        options?: never;
        head?: never;
        /** Gives a version another name or note. */
        patch: operations["rename_version"];
        trace?: never;
    };
    "/api/v1/maps/{id}/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own views of a map and those others share. */
        get: operations["views"];
        put?: never;
        /** Keeps a way of looking at a map under a name. */
        post: operations["keep_view"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/views/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes one's own view; who may change the map deletes shared ones, too. */
        delete: operations["drop_view"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{id}/voice/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts quotes, pains, delights, questions and measured feelings on a map's cards, each with the words behind it. */
        post: operations["adopt_voice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who named or answered the person who asks. */
        get: operations["notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The person has looked at all notifications there are now. */
        post: operations["see_notifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password_resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a link to a new password by mail. The answer does not tell whether anybody has the e-mail. */
        post: operations["ask_for_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password_resets/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new password by a link; all sessions of the person end. */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The members of the workspace. */
        get: operations["people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Lets a member go from the workspace; the account stays. */
        delete: operations["remove_person"];
        options?: never;
        head?: never;
        /** Another role for a member, or shut out of the installation and let in again. */
        patch: operations["change_person"];
        trace?: never;
    };
    "/api/v1/people/{id}/reset_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A link by which a member chooses a new password; shown once, good for a day. */
        post: operations["reset_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows in quarantine, each with its place and reason, and how many there are in all. */
        get: operations["quarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Places in all maps one may see where the words stand. */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How this server lets people in, and who is signed in. */
        get: operations["session"];
        put?: never;
        /** Signs in with e-mail and password. */
        post: operations["sign_in"];
        /** Signs out. */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The browsers the person is signed in with. */
        get: operations["sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/all/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Signs the person out of another browser. */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the identity provider sends the browser back to. */
        get: operations["oidc_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/oidc/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sends the browser to the identity provider. */
        get: operations["oidc_start"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another password; the person's other sessions end. */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** What people change of themselves: name, language, colour of the cursor. */
        patch: operations["change_profile"];
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the first account and signs in; only while nobody has one. */
        post: operations["set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the link is good, and what it shows. */
        get: operations["shared"];
        put?: never;
        /** Tells the link's password, and the name the guest comments under; the browser remembers both in a cookie. */
        post: operations["knock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{token}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What guests of this link said, and what was answered. */
        get: operations["shared_comments"];
        put?: never;
        /** A guest says something, where the link allows it. */
        post: operations["comment_as_guest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{token}/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The map as the link shows it: what is hidden is not in it. */
        get: operations["shared_map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{token}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Draws the map as the link shows it. */
        get: operations["shared_render"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was imported: sources with their size, period, activities and attributes. */
        get: operations["sources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Studies of the workspace, each with how far its questions are answered. */
        get: operations["studies"];
        put?: never;
        /** A new list of questions. */
        post: operations["new_study"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A study, with how far each question is answered. */
        get: operations["study"];
        /** Writes the document over the revision that was changed. */
        put: operations["put_study"];
        post?: never;
        /** Deletes a study; surveys and answers stay. */
        delete: operations["delete_study"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Surveys of the workspace. */
        get: operations["surveys"];
        put?: never;
        /** Keeps a new survey as a draft. */
        post: operations["new_survey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What is wrong with a survey, without keeping it. */
        post: operations["check_survey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Surveys to begin with, in Russian and English. */
        get: operations["survey_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A survey with its document, links and what must be mended before it can be opened. */
        get: operations["survey"];
        /** Writes the document over the revision that was changed. */
        put: operations["put_survey"];
        post?: never;
        /** Deletes a survey and its invitations; answers given stay among what people say. */
        delete: operations["delete_survey"];
        options?: never;
        head?: never;
        /** Opens or closes a survey, or lets everybody with the link in. */
        patch: operations["open_survey"];
        trace?: never;
    };
    "/api/v1/surveys/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says `answers` whenever somebody answers: server-sent events. */
        get: operations["survey_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom the survey was sent to, and who has answered. */
        get: operations["survey_invitations"];
        put?: never;
        /** Draws actors and gives a signed link for each, as a table for whoever sends the letters. */
        post: operations["invite_to_survey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{id}/invitations/{invitation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an invitation back. */
        delete: operations["revoke_survey_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{id}/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The survey's link as a QR code, to be printed. */
        get: operations["survey_qr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people answered so far, counted. */
        get: operations["survey_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The teams of the workspace. */
        get: operations["teams"];
        put?: never;
        /** A new team. */
        post: operations["new_team"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a team, and the rights it had. */
        delete: operations["delete_team"];
        options?: never;
        head?: never;
        /** Another name, or other members, of a team. */
        patch: operations["change_team"];
        trace?: never;
    };
    "/api/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Templates of maps, personas and interviews. */
        get: operations["templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One template with its content: a map, a persona, or the text of an interview's sheet in Markdown. */
        get: operations["template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's API tokens in this workspace. */
        get: operations["tokens"];
        put?: never;
        /** A new API token for this workspace; shown once. */
        post: operations["new_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes one of the caller's API tokens. */
        delete: operations["revoke_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a file in, as it is. It is kept until it is imported, at most a day. */
        post: operations["upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tree of codes, by name. */
        get: operations["codes"];
        put?: never;
        /** Makes a code. */
        post: operations["add_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/codes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a code that nothing stands under. */
        delete: operations["delete_code"];
        options?: never;
        head?: never;
        /** Renames a code or puts it under another one. */
        patch: operations["change_code"];
        trace?: never;
    };
    "/api/v1/voice/drivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What goes together with a good outcome: associated, not caused. */
        get: operations["voice_drivers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keeps what people said elsewhere. Personal data is masked; what was sent before by the same id adds nothing; what is
         *     answered with 200 is on the disk.
         */
        post: operations["send_feedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Imports uploaded files of feedback in the background. */
        post: operations["import_feedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/imports/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What uploaded files of feedback hold, the mapping proposed for them, and their first items as they would be kept. */
        post: operations["preview_feedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/interviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Conversations with a person who is asked, and how far they are coded. */
        get: operations["interviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/interviews/{source}/{conversation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One interview with its codings and what may be worth one. */
        get: operations["interview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/interviews/{source}/{conversation}/codings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts words of an interview under a code. */
        post: operations["add_coding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/interviews/{source}/{conversation}/codings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes words from under a code. */
        delete: operations["delete_coding"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/interviews/{source}/{conversation}/dismissals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that suggested words need no code: they are not suggested again. */
        post: operations["dismiss_suggestion"];
        /** Suggests everything again that was dismissed in the interview. */
        delete: operations["suggest_again"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Items by what they are and what was understood of them. */
        get: operations["voice_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/items/{source}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One item with the conversation it is part of. */
        get: operations["voice_item"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/items/{source}/{id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts an item to a step, or to none; the analyser learns from it. */
        post: operations["pin_voice_item"];
        /** Leaves it to the analyser again where an item belongs. */
        delete: operations["unpin_voice_item"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/items/{source}/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that the item's present step is wrong; it is never proposed for it again. */
        post: operations["reject_voice_item"];
        /** Forgets which steps were rejected for an item. */
        delete: operations["unreject_voice_item"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a map of what people say alone; the job's result names it. */
        post: operations["map_of_voice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/masks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules by which personal data is taken out of everything that comes in. */
        get: operations["masks"];
        /** Changes the rules for everything that comes in from now on; what is kept already stays as it is. */
        put: operations["put_masks"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/masks/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the rules make of a text; nothing is kept. */
        post: operations["try_masks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/missing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Functions and services people miss, ranked by how many ask. */
        get: operations["voice_missing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the analyser knows, how good it is, and what it was taught. */
        get: operations["voice_quality"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people ask, grouped by meaning. */
        get: operations["voice_questions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exact words that match, the most telling first. */
        get: operations["voice_quotes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads everything that is said in the background, with progress; asking anything waits for it by itself. */
        post: operations["refresh_voice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is said at each step: scores with intervals, feelings, pains and delights with counts, the words themselves. */
        get: operations["voice_steps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there is: sources, languages, feelings, and how much of it belongs to steps. */
        get: operations["voice_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Topics of the items that match, and how they change. */
        get: operations["voice_topics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/topics/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes topics part of another one. */
        post: operations["merge_topics"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/topics/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Gives a topic a name, or its own one back. */
        patch: operations["rename_topic"];
        trace?: never;
    };
    "/api/v1/voice/topics/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes apart what was merged into a topic. */
        post: operations["split_topic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice/waves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One number of surveys by period, each with its change. */
        get: operations["voice_waves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspaces the caller belongs to. */
        get: operations["workspaces"];
        put?: never;
        /** A new, empty workspace, owned by the caller. */
        post: operations["new_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Gives the workspace another name. `id` must be the workspace the request is for. */
        patch: operations["rename_workspace"];
        trace?: never;
    };
    "/embed/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the survey inside a page of another site: `<script src="…/embed/KEY.js" async></script>`. */
        get: operations["embed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/s/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The first page of a survey. */
        get: operations["answer_page"];
        put?: never;
        /** The answers of one page: the next page, or thanks. */
        post: operations["answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description How a suggestion is taken; empty: as it is. */
        AcceptProposal: {
            /** @default null */
            name: components["schemas"]["LocalText"] | null;
            /**
             * @description Places of the story's sentences that are wanted, from 0; absent: all.
             * @default null
             */
            sentences: number[] | null;
        };
        /** @description Which parts are wanted. */
        Acceptance: {
            /**
             * @description Places in the list of changes, from 0. Absent: all. Parts that are not named go on waiting as a suggestion of
             *     their own.
             */
            parts?: number[] | null;
        };
        Accepting: {
            /** @description Of somebody new. */
            name?: string | null;
            /** @description A new one, or that of the account with the e-mail; absent for who is signed in with it. */
            password?: string | null;
        };
        /** @description Another right on a map than the workspace's: of a person or of a team. */
        AccessEntry: {
            /** @description Id of a person. */
            person?: string | null;
            role: components["schemas"]["MapRole"];
            /** @description Id of a team. */
            team?: string | null;
        };
        AccessList: {
            /** @description People first, then teams. */
            items: components["schemas"]["AccessEntry"][];
        };
        ActCount: {
            act: components["schemas"]["SpeechAct"];
            /** Format: int64 */
            n: number;
        };
        /** @description Who does what by when. */
        ActionItem: {
            department?: components["schemas"]["LocalText"];
            /** @description `2026-12-31`. */
            due?: string | null;
            horizon?: components["schemas"]["Horizon"] | null;
            /** @description What is expected of it, to be compared with what was measured. */
            hypothesis?: components["schemas"]["LocalText"];
            /** @description The task in a tracker. */
            link?: string | null;
            measured?: components["schemas"]["MeasuredEffect"] | null;
            /** @description Card id of the opportunity it serves. */
            opportunity?: string | null;
            owner?: string | null;
            /** @description The day it was begun: what is measured after it is compared with what was before. */
            started?: string | null;
            status: components["schemas"]["Status"];
        };
        /** @description One activity of a log and what it is on the map. Without an activity: a step nobody has found in a log yet. */
        ActivityLink: {
            /** @description `concept:name` of XES events, an event type of OCEL; empty for a step without one. */
            activity: string;
            /** @description The card whose evidence names the activity; empty where the step does. */
            card_id: string;
            main: boolean;
            moment_of_truth: boolean;
            /** @description OCEL object types the evidence narrows it to. */
            object_types: string[];
            optional: boolean;
            /**
             * Format: int32
             * @description Of the step among all steps of the map, from 1; 0 for a whole stage.
             */
            order: number;
            /** @description The log: a source of the workspace or a file; empty where the map does not say. */
            source: string;
            stage: string;
            stage_id: string;
            step: string;
            /** @description Empty where a card stands at a whole stage. */
            step_id: string;
        };
        /** @description A picture that was put on a map. */
        AddedImage: {
            image: components["schemas"]["ImageView"];
            /** Format: int64 */
            revision: number;
        };
        /** @description One card. */
        AdoptCard: {
            /** @description Id of a step or stage. */
            at: string;
            /** @description What one click opens: `step=Order&feeling=bad`. */
            filter?: string | null;
            /** @description The lane it goes to; made where the map has none of the role. */
            lane: components["schemas"]["LaneRole"];
            /**
             * Format: int64
             * @description How many say so.
             */
            n?: number | null;
            /** @description Id of the persona who says it. */
            persona?: string | null;
            quotes?: components["schemas"]["QuotePlace"][];
            /** @description Absent: the words of the first quote. */
            text?: string | null;
        };
        /** @description Which of all that is said. */
        AdoptEverything: {
            /** @default true */
            delights: boolean;
            /**
             * @description Points of the curve, with indices such as NPS beside them.
             * @default true
             */
            feelings: boolean;
            /** @default true */
            pains: boolean;
            /**
             * Format: int32
             * @description Cards of one kind at one step, at most ten.
             * @default 3
             */
            per_cell_max: number;
            /** @default true */
            questions: boolean;
            /** @default true */
            quotes: boolean;
        };
        /** @description What to put on a map. */
        AdoptOrder: {
            /** @description Cards one by one. */
            cards?: components["schemas"]["AdoptCard"][];
            everything?: components["schemas"]["AdoptEverything"] | null;
        };
        /** @description What came of it. */
        Adopted: {
            /** @description Ids of cards that are new or said anew. */
            cards: string[];
            /**
             * Format: int64
             * @description The map's position after it.
             */
            revision: number;
        };
        AgainstPlan: {
            from: string;
            /** @description Share of all journeys in which it happens. */
            journeys: components["schemas"]["FindingEstimate"];
            to: string;
            /** Format: int64 */
            transitions: number;
        };
        /** @description The one JSON form of every answer. */
        Answer: {
            /** @description What the shares are shares of, in words: `journeys of loans where segment = "vip"`. */
            base: string;
            /**
             * Format: int64
             * @description After this many seconds without an event a journey counts as over; absent where it plays no part.
             */
            idle_s?: number | null;
            /**
             * Format: int64
             * @description Size of the base.
             */
            n: number;
            /** @description What the reader must know: ties, open windows, small n. */
            notes?: string[];
            question: components["schemas"]["Question"];
            rows: components["schemas"]["Rows"];
            /** @description `tropa.answer.<ask>/1`. */
            schema: string;
            snapshot: components["schemas"]["Snapshot"];
            unit: components["schemas"]["Unit"];
            window: components["schemas"]["TimeWindow"];
        };
        /** @description The body of every answer that is not a success. */
        ApiError: {
            code: components["schemas"]["ErrorCode"];
            /** @description Where to read on. */
            help?: string | null;
            /** @description One clear paragraph in the language that `Accept-Language` asks for: what was expected, where, and what to do. */
            message: string;
            /** @description The parameter or field that is wrong: `ask.funnel.steps`. */
            path?: string | null;
        };
        Ask: {
            graph: components["schemas"]["GraphAsk"];
        } | {
            funnel: components["schemas"]["FunnelAsk"];
        } | {
            variants: components["schemas"]["VariantsAsk"];
        } | {
            paths: components["schemas"]["PathsAsk"];
        } | {
            daily: components["schemas"]["DailyAsk"];
        } | {
            between: components["schemas"]["BetweenAsk"];
        } | {
            touchpoints: components["schemas"]["TouchpointsAsk"];
        } | {
            stages: components["schemas"]["StagesAsk"];
        } | {
            journeys: components["schemas"]["JourneysAsk"];
        };
        /** @description A question with a column of its own. */
        Asked: {
            /** @description As it was asked; the column's name where nothing better is known. */
            question: string;
            /** @description The step it asks about, where the column says so. */
            step?: string | null;
        };
        /** @description What several people ask or miss, in words one of them used. */
        AskedGroup: {
            /** @description The same for the same words. */
            id: string;
            /**
             * Format: int64
             * @description Items that ask it.
             */
            n: number;
            /** @description What the sentences have in common, as far as it has a name. */
            name: components["schemas"]["LocalText"];
            /**
             * Format: int64
             * @description Different people, where the sources say who wrote.
             */
            people: number;
            quotes: components["schemas"]["VoiceQuote"][];
            /**
             * Format: int32
             * @description From 1, the most asked first.
             */
            rank: number;
            /** @description Who asks, where the sources say; most first. */
            segments?: components["schemas"]["SegmentCount"][];
            /** @description Where it is asked; most first. */
            steps: components["schemas"]["StepCount"][];
            /** @description The most typical sentence, exactly as written. */
            text: string;
            /** @description What the sentences have in common. */
            words: string[];
        };
        AskedIn: {
            /** @description Id of its question. */
            question: string;
            /** @description Id of a survey. */
            survey: string;
        };
        AskedList: components["schemas"]["VoiceState"] & {
            /** @description The most asked first, at most 200 groups. */
            items: components["schemas"]["AskedGroup"][];
            /**
             * Format: int64
             * @description Items with such a sentence, in all groups.
             */
            n: number;
        };
        /** @description A question with a column of scores of its own. */
        AskedScore: {
            measure: components["schemas"]["Measure"];
            question: string;
            scale: components["schemas"]["Scale"];
            step?: string | null;
        };
        /** @description A thing spoken of and how it is felt. */
        AspectReading: {
            /** @description The aspect's key in the dictionary of the analyser: `delivery`, `price`, an item of the library. */
            aspect: string;
            opinion?: components["schemas"]["Opinion"] | null;
            span: components["schemas"]["Span"];
        };
        /** @description Words of an item of the workspace that show a proposal. */
        AssistantCite: {
            item: string;
            source: string;
            span: components["schemas"]["Span"];
            /** @description The words there, as they are now; never stored. */
            text?: string;
        };
        /** @description What a run would send, and what that may cost. */
        AssistantPlan: {
            address: string;
            /**
             * Format: int64
             * @description Characters of all requests.
             */
            chars: number;
            /**
             * Format: double
             * @description In `currency`, where prices are set. An answer that cannot be read is asked for once more: it may then be up to
             *     twice as much.
             */
            cost_max?: number | null;
            currency: string;
            /**
             * Format: int64
             * @description Of those wished for, items that are not sent: beyond the most of one run.
             */
            left_out: number;
            /**
             * Format: int64
             * @description Places that were masked just now, beyond those masked when the texts came in.
             */
            masked: number;
            model: string;
            /**
             * Format: int64
             * @description Topics, facts and quotes, or turns.
             */
            n_items: number;
            /** Format: int64 */
            n_requests: number;
            /** @description The first requests, word for word. */
            requests: components["schemas"]["AssistantPrompt"][];
            task: components["schemas"]["AssistantTask"];
            /** @description Confirms exactly this: a run whose requests, address or model are others does not take it. */
            token: string;
            /**
             * Format: int64
             * @description An estimate, on the high side.
             */
            tokens_in: number;
            /**
             * Format: int64
             * @description Answers are cut off there.
             */
            tokens_out_max: number;
        };
        /** @description One request to a model: what it is told of its task, and the data it works on. */
        AssistantPrompt: {
            /**
             * Format: int32
             * @description A longer answer is cut off.
             */
            answer_tokens_max: number;
            /** @description Ours, the same for every request of a task. */
            system: string;
            /** @description One JSON document with the texts. */
            user: string;
        };
        /** @description What is proposed. */
        AssistantProposal: {
            cites: components["schemas"]["AssistantCite"][];
            /** @enum {string} */
            kind: "topic_name";
            name: components["schemas"]["LocalText"];
            topic: string;
            /** @description What it was called. */
            was: components["schemas"]["LocalText"];
        } | {
            /** @enum {string} */
            kind: "persona_story";
            /** @description `en` or `ru`. */
            language: string;
            map: string;
            name: string;
            persona: string;
            sentences: components["schemas"]["StorySentence"][];
        } | {
            cite: components["schemas"]["AssistantCite"];
            /** @description Id of the code; absent: a new one of the name. */
            code?: string | null;
            conversation: string;
            /** @enum {string} */
            kind: "coding";
            /** @description With the names above it: `Delivery > Waiting`. */
            name: string;
        };
        /** @description What a run came to. */
        AssistantRun: {
            /**
             * Format: int64
             * @description Requests whose answers could be read.
             */
            n_answered: number;
            /** Format: int64 */
            n_requests: number;
            /**
             * Format: int64
             * @description New suggestions.
             */
            n_suggestions: number;
            /**
             * Format: int64
             * @description Requests that were answered twice with something else than what was asked for.
             */
            n_unreadable: number;
            /** @description Its suggestions bear the same id. */
            run: string;
            /** @description It was stopped before its end; what had come is kept. */
            stopped: boolean;
            tally: components["schemas"]["AssistantTally"];
            task: components["schemas"]["AssistantTask"];
            /** @description The same in one sentence. */
            told: components["schemas"]["LocalText"];
        };
        /** @description A plan that was looked at and confirmed. */
        AssistantRunOrder: {
            /** @description Of the plan. */
            token: string;
            /** @description As it was planned. */
            wish: components["schemas"]["AssistantWish"];
        };
        /** @enum {string} */
        AssistantState: "open" | "accepted" | "rejected";
        /** @description Whether there is a model to ask. */
        AssistantStatus: {
            /** @description Where texts would be sent. */
            address?: string | null;
            currency?: string | null;
            /** @description The address is this machine or its private network. */
            is_near: boolean;
            model?: string | null;
            on: boolean;
            /**
             * Format: int64
             * @description Suggestions nobody has decided on.
             */
            open: number;
            /**
             * Format: double
             * @description For a million tokens.
             */
            price_in?: number | null;
            /** Format: double */
            price_out?: number | null;
            turn_on?: components["schemas"]["LocalText"] | null;
        };
        /** @description A suggestion of the assistant. */
        AssistantSuggestion: {
            /** @description RFC 3339 in UTC. */
            at: string;
            decided_at?: string | null;
            /** @description Name of the person. */
            decided_by?: string | null;
            id: string;
            /** @description Which model proposed it. */
            model: string;
            proposed: components["schemas"]["AssistantProposal"];
            /** @description Which run it came from. */
            run: string;
            /** @description The words it showed itself by are no more. */
            stale: boolean;
            state: components["schemas"]["AssistantState"];
        };
        AssistantSuggestionList: {
            /** @description The oldest first. */
            items: components["schemas"]["AssistantSuggestion"][];
            /**
             * Format: int64
             * @description All that match.
             */
            n: number;
            /** @description `after` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description How much of answers was believed, and why not the rest. */
        AssistantTally: {
            /**
             * Format: int64
             * @description Of those, proposals that people are shown.
             */
            kept: number;
            /**
             * Format: int64
             * @description Proposals dropped because they have not the form that was asked for.
             */
            malformed: number;
            /**
             * Format: int64
             * @description Of those, quotes that do not stand in the text that was sent.
             */
            not_in_text: number;
            /**
             * Format: int64
             * @description Proposals in the answers.
             */
            proposed: number;
            /**
             * Format: int64
             * @description Quotes in the answers.
             */
            quotes: number;
            /**
             * Format: int64
             * @description Proposals dropped because they speak of something that was not asked about.
             */
            unknown: number;
            /**
             * Format: int64
             * @description Proposals dropped because they rest on nothing that was sent, or say a number that their sources do not.
             */
            without_source: number;
        };
        /** @enum {string} */
        AssistantTask: "name_topics" | "persona_story" | "code_interview";
        /** @description What a model may be asked to do. */
        AssistantWish: {
            /** @enum {string} */
            task: "name_topics";
            /** @description Ids; empty: all that no person has named. */
            topics?: string[];
        } | {
            /** @description `en` or `ru`. */
            language: string;
            map: string;
            persona: string;
            /** @enum {string} */
            task: "persona_story";
        } | {
            conversation: string;
            source: string;
            /** @enum {string} */
            task: "code_interview";
        };
        /** @description One journey on its way. */
        AtRisk: {
            /**
             * Format: double
             * @description Calibrated probability to reach the goal, 0..=1.
             */
            goal: number;
            /**
             * Format: int64
             * @description Place of the journey among those that were given.
             */
            journey: number;
            /** @description Where it stands. */
            last: string;
            /** @description Seconds to the end: median, and what eight in ten lie between. */
            left_s?: number[] | null;
            /** @description The most probable next step with its probability; absent where the end is most probable. */
            next?: string | null;
            /** Format: double */
            next_probability: number;
            /** @description What speaks against it most. */
            reason: components["schemas"]["LocalText"];
            /**
             * Format: double
             * @description Seconds since its last event.
             */
            silent_s: number;
        };
        /** @description How well steps are recovered from the text alone, measured on taught items that were left out of learning. */
        AttachReport: {
            /**
             * Format: double
             * @description Share of left-out items whose step is named rightly; absent with too few taught items.
             */
            accuracy?: number | null;
            /**
             * Format: double
             * @description Mean gap between confidence and accuracy, ten bins (expected calibration error).
             */
            calibration_error?: number | null;
            /**
             * Format: double
             * @description The same by always naming the most frequent step.
             */
            majority?: number | null;
            rejected: number;
            /** @description Items with a known step, and rejections. */
            taught: number;
            /** @description Whether what was learned is used: it has to beat always naming the most frequent step. */
            used: boolean;
        };
        /**
         * @description On what an attachment rests most.
         * @enum {string}
         */
        AttachedBy: "named" | "text" | "time" | "learned" | "pinned";
        AttachedCounts: {
            /** @description In the order of the words' meaning: named, text, time, learned, pinned. */
            by: components["schemas"]["ByCount"][];
            /**
             * Format: int64
             * @description Items that belong to a step.
             */
            n: number;
            /** Format: int64 */
            of: number;
            /**
             * Format: double
             * @description 0..=1; 0 where there is nothing.
             */
            share: number;
        };
        /** @enum {string} */
        AttachedHow: "yes" | "no" | "pinned";
        /** @description How items are tied to steps. */
        AttachmentQuality: {
            checked?: components["schemas"]["Checked"] | null;
            /** Format: int64 */
            learned: number;
            /**
             * Format: int64
             * @description All items, and those tied by each reason.
             */
            n: number;
            /** Format: int64 */
            named: number;
            /** Format: int64 */
            pinned: number;
            report: components["schemas"]["AttachReport"];
            /** Format: int64 */
            text: number;
            /** Format: int64 */
            time: number;
            /** Format: int64 */
            unattached: number;
        };
        /** @enum {string} */
        AttributeKind: "coded" | "number" | "text";
        /** @enum {string} */
        AttributeOf: "actor" | "event";
        AttributeView: {
            kind: components["schemas"]["AttributeKind"];
            name: string;
            of: components["schemas"]["AttributeOf"];
            /** @description The most frequent, at most twenty; only of coded attributes. */
            values: string[];
        };
        /** @description Attribution by several models. */
        Attribution: {
            /** Format: int64 */
            conversions: number;
            models: components["schemas"]["ModelCredits"][];
            /**
             * Format: int64
             * @description Journeys with at least one touch: those that reached the goal and those that did not.
             */
            n: number;
            /** @description What the reader must know. */
            notes: components["schemas"]["LocalText"][];
            /**
             * Format: int64
             * @description Still on their way; in no model.
             */
            open: number;
            /**
             * Format: int64
             * @description Reached the goal with no known touch before it; in no model.
             */
            untouched: number;
        };
        /** @description A way to share credit. */
        AttributionModel: "first" | "last" | "linear" | "position" | "j" | "inverse_j" | {
            /** @description Half as much for every half-life earlier. */
            decay: {
                /** Format: double */
                half_life_s: number;
            };
        } | "participation" | {
            /** @description Removal effect in a chain with this memory, 1 to 3. */
            markov: {
                /** Format: int32 */
                order: number;
            };
        } | "shapley" | "shapley_rate";
        /** @description What to share out, and how. */
        AttributionOrder: {
            /** @description Column that names the touch; absent: `channel` where there is one, else the activity itself. */
            by?: string | null;
            cut?: components["schemas"]["Cut"] | null;
            /** @description Activities that count as success; empty: the ends by design that discovery finds. */
            goals?: string[];
            /**
             * Format: int64
             * @description Touches longer before the end than this many seconds do not count.
             */
            lookback_s?: number | null;
            /** @description Empty: ten usual ones side by side. */
            models?: components["schemas"]["AttributionModel"][];
            /** @description Absent: the only source there is. */
            source?: string | null;
            /** @description Column of numbers that says what a goal is worth. */
            value?: string | null;
            /** @description Keep only journeys for which this holds. */
            where?: string | null;
        };
        AuditPage: {
            /** @description The last first. */
            items: components["schemas"]["AuditView"][];
            /**
             * Format: int64
             * @description The `before` of the next page; absent on the last one.
             */
            next?: number | null;
        };
        AuditPerson: {
            id: string;
            /** @description As the person is called now; empty where the account is gone. */
            name: string;
        };
        /** @description What somebody did. */
        AuditView: {
            action: string;
            at: string;
            detail?: unknown;
            ip?: string | null;
            object_id?: string | null;
            object_kind?: string | null;
            person?: components["schemas"]["AuditPerson"] | null;
            /** Format: int64 */
            seq: number;
            via: string;
        };
        /**
         * @description Time from the first `from` to the first `to` that is another event at the same instant or later: the same journeys
         *     arrive as in a funnel of the two steps without a window.
         */
        BetweenAsk: {
            from: components["schemas"]["Step"];
            to: components["schemas"]["Step"];
        };
        BetweenRow: {
            /**
             * Format: int64
             * @description Of them, with a later `to`.
             */
            arrived: number;
            /** Format: int64 */
            dropped: number;
            /** @description Ends included: counts of arrivals in [lo_s, hi_s). */
            histogram: components["schemas"]["TimeBin"][];
            /**
             * Format: int64
             * @description Without one, but the journey may still go on.
             */
            open: number;
            /**
             * Format: int64
             * @description Journeys with a `from`.
             */
            started: number;
            time?: components["schemas"]["TimesS"] | null;
        };
        /** @description Colours and logo of the company the map is made for; drawings use them where they keep enough contrast. */
        Brand: {
            /** @description `#RRGGBB`. */
            accent?: string | null;
            /** @description `#RRGGBB`. */
            color?: string | null;
            /** @description Image id. */
            logo?: string | null;
        };
        /**
         * @description Parts people play when a company buys (Webster and Wind 1972, with the initiator and the approver).
         * @enum {string}
         */
        BuyingRole: "initiator" | "user" | "influencer" | "decider" | "approver" | "buyer" | "gatekeeper";
        ByCount: {
            by: components["schemas"]["AttachedBy"];
            /** Format: int64 */
            n: number;
        };
        CalibrationBin: {
            /** Format: double */
            confidence: number;
            /** Format: int64 */
            n: number;
            /** Format: double */
            right: number;
        };
        /** @description One statement in a cell: a lane and either a step or a whole stage. */
        Card: {
            action?: components["schemas"]["ActionItem"] | null;
            /** @description Id of a step or of a stage (then it spans the stage). */
            at: string;
            /** @description Channel id, for cards of a channels lane. */
            channel?: string | null;
            /** @description Named feelings. */
            emotions?: components["schemas"]["Emotion"][];
            evidence?: components["schemas"]["Evidence"][];
            feeling?: components["schemas"]["FeelingPoint"] | null;
            id: string;
            /** @description Image id. */
            image?: string | null;
            /** @description Ids of items it refers to: touchpoint, content, system, insight, metric, department. */
            items?: string[];
            /** @description Lane id. */
            lane: string;
            metric?: components["schemas"]["Metric"] | null;
            moment?: components["schemas"]["Moment"] | null;
            opportunity?: components["schemas"]["Opportunity"] | null;
            pain?: components["schemas"]["Pain"] | null;
            /** @description Persona ids it speaks of; empty means everybody on the map. */
            personas?: string[];
            state: components["schemas"]["EvidenceState"];
            target?: components["schemas"]["Target"] | null;
            text?: components["schemas"]["LocalText"];
            /** @description Last step it spans, at or after `at`, when it covers several steps. */
            until?: string | null;
        };
        /** @description One number before and after. */
        ChainChange: {
            after: components["schemas"]["FindingEstimate"];
            before: components["schemas"]["FindingEstimate"];
            /** @description After minus before; its interval is narrower than theirs, because both come from the same people. */
            change: components["schemas"]["FindingEstimate"];
        };
        /** @description One change. All shares are 0..=1. */
        ChainEdit: {
            /**
             * @description Of those who go `from` → `out_of`, this share goes to `into` instead ("half of those who give up at Delivery
             *     go on to Delivered").
             */
            move: {
                from: string;
                into: components["schemas"]["ChainPlace"];
                out_of: components["schemas"]["ChainPlace"];
                /** Format: double */
                share: number;
            };
        } | {
            /** @description The activity is gone: whoever came to it goes on as people go on from it, and its time is spared. */
            bypass: {
                activity: string;
            };
        } | {
            /** @description The activity is gone and whoever came to it is lost. */
            close: {
                activity: string;
            };
        } | {
            /** @description A way that was not there: this share of all who stand at `from` takes it, the others go as before. */
            connect: {
                from: string;
                into: components["schemas"]["ChainPlace"];
                /** Format: double */
                share: number;
            };
        } | {
            /** @description Moves into `to` (only from `from` where it is named) take `factor` times as long; 0 or more. */
            pace: {
                /** Format: double */
                factor: number;
                from?: string | null;
                to: string;
            };
        };
        /** @description What the chain says of one activity. */
        ChainLoad: {
            activity: string;
            after: components["schemas"]["FindingEstimate"];
            /** @description Visits per journey, before and after the change. */
            before: components["schemas"]["FindingEstimate"];
            /** @description After minus before. */
            change: components["schemas"]["FindingEstimate"];
            /** @description Probability that who stands here completes in the end, before the change. */
            completes: components["schemas"]["FindingEstimate"];
            /** @description Seconds left from here to the end, whichever it is, before the change. */
            left_s: components["schemas"]["FindingEstimate"];
        };
        /** @description Whether the step before the last still tells where people go: Markov's assumption, checked. */
        ChainMemory: {
            /**
             * Format: double
             * @description Bits that the step before the last tells of the next one, on average.
             */
            bits: number;
            /** Format: double */
            degrees: number;
            /**
             * Format: double
             * @description Likelihood ratio of memory of two steps against one.
             */
            g: number;
            /**
             * Format: double
             * @description Bits that the next step tells in all, given the last one.
             */
            of_bits: number;
            /**
             * Format: double
             * @description How often chance alone gives as much; small with much data even where the memory is weak.
             */
            p: number;
        };
        /** @description A place a move leads to: an activity, or one of the two ends. */
        ChainPlace: {
            activity: string;
        } | "completed" | "dropped";
        /** @description One thing that was added, removed, changed or moved. */
        ChangeLine: {
            /** @description Field by field. */
            details?: components["schemas"]["LocalText"][];
            /** @description On the newer map; of what was removed on the older. */
            id: string;
            of: components["schemas"]["RecordKind"];
            /** @description Stage it belongs to; absent for what concerns the whole map. */
            stage?: string | null;
            text: components["schemas"]["LocalText"];
            what: components["schemas"]["MapDifferenceKind"];
        };
        /** @description The map was changed. */
        Changed: {
            /**
             * Format: int64
             * @description The map's position after it.
             */
            revision: number;
        };
        Changes: {
            /** @description All of them are made, in order, or none. */
            changes: components["schemas"]["MapChange"][];
            /**
             * Format: int64
             * @description The revision they were thought of on; others' changes since then stay.
             */
            seen_revision?: number | null;
        };
        Channel: {
            /**
             * @description Name of an icon: web, mobile, email, phone, sms, messenger, bot, store, visit, post, kiosk, social,
             *     marketplace, review, event, partner, call_centre, document, payment, other.
             */
            icon: string;
            id: string;
            /** @description Id in the library shared between maps. */
            library?: string | null;
            name: components["schemas"]["LocalText"];
        };
        ChannelCount: {
            channel: string;
            /** Format: int64 */
            events: number;
        };
        /** @description One channel at one touchpoint against the others there. */
        ChannelEffect: {
            activity: string;
            channel: string;
            /** Format: double */
            crude: number;
            effect: components["schemas"]["FindingEstimate"];
            /**
             * Format: int64
             * @description First visits through the channel, and through others.
             */
            exposed: number;
            /** Format: double */
            p: number;
            /** Format: double */
            q: number;
            records: string;
            /** @description Within these journeys only; absent for all. */
            segment?: string | null;
            title: components["schemas"]["LocalText"];
            told: boolean;
            /** Format: int64 */
            unexposed: number;
            /** @description Share that reaches the goal through it and through the others, made alike in what came before. */
            with: components["schemas"]["FindingEstimate"];
            without: components["schemas"]["FindingEstimate"];
        };
        ChannelEffects: {
            design: components["schemas"]["LocalText"];
            /** @description Told first, then by size of the effect. */
            effects: components["schemas"]["ChannelEffect"][];
            /** Format: double */
            horizon_s: number;
            /** Format: int64 */
            n: number;
        };
        Checked: {
            /** Format: int64 */
            n: number;
            /**
             * Format: double
             * @description Share tied to the right step, 0..=1.
             */
            right: number;
        };
        ChoiceCount: {
            /** Format: int64 */
            n: number;
            /**
             * Format: double
             * @description Of those who answered the question, 0..=1; several options may be chosen by one person.
             */
            share: number;
            text?: components["schemas"]["LocalText"];
            /** @description Id of an option, word of a feeling, or a score. */
            value: string;
        };
        ChoiceOption: {
            /** @description Kept as the answer: `courier`. */
            id: string;
            text: components["schemas"]["LocalText"];
        };
        /** @description How segments are looked for. The default is a good start. */
        ClusterOptions: {
            /**
             * @description Whether slow and fast walkers of the same path may be told apart.
             * @default true
             */
            pace: boolean;
            /**
             * Format: int32
             * @description This many, whatever the evidence says; absent: as many as the evidence carries.
             * @default null
             */
            segments: number | null;
        };
        Code: {
            id: string;
            /**
             * Format: int64
             * @description Codings under it, not counting those of its parts.
             */
            n: number;
            name: string;
            /** @description Id of the code it is a part of. */
            parent?: string | null;
        };
        CodeChange: {
            name?: string | null;
            /** @description `null`: to the top; absent: where it is. */
            parent?: string | null;
        };
        CodeList: {
            /** @description By name. */
            items: components["schemas"]["Code"][];
        };
        Coding: {
            /** @description RFC 3339 in UTC. */
            at: string;
            by: components["schemas"]["NamedPerson"];
            /** @description Id of the code. */
            code: string;
            conversation: string;
            /** @description UUID. */
            id: string;
            item: string;
            source: string;
            span: components["schemas"]["Span"];
            step?: string | null;
            /** @description The words there. */
            text: string;
        };
        /**
         * @description How a column is kept.
         * @enum {string}
         */
        ColumnKind: "coded" | "text" | "number";
        ColumnMapping: {
            from: string;
            kind?: components["schemas"]["ColumnKind"] | null;
            role: components["schemas"]["Role"];
        };
        /** @description What somebody said about a part of the map. */
        Comment: {
            /** @description Id of the comment it answers. */
            answers?: string | null;
            /** @description Id of a card, step, stage, lane or persona. */
            at: string;
            by: string;
            id: string;
            resolved?: boolean;
            text: string;
            /** @description RFC 3339. */
            when: string;
        };
        CommentEdit: {
            resolved?: boolean | null;
            /** @description Only of one's own comment. */
            text?: string | null;
        };
        CommentList: {
            /** @description The oldest first. */
            items: components["schemas"]["CommentView"][];
        };
        /** @description A comment as people see it. */
        CommentView: {
            /** @description Id of the comment it answers. */
            answers?: string | null;
            /** @description Id of a card, step, stage, lane or persona. */
            at: string;
            by: string;
            id: string;
            /** @description Absent where it came with a file, or from a guest. */
            person?: string | null;
            resolved?: boolean;
            /** @description `@[name](person)` names somebody. */
            text: string;
            /** @description RFC 3339 in UTC. */
            when: string;
        };
        CompareOrder: {
            /** Format: int32 */
            other: number;
            /**
             * Format: int32
             * @description Numbers of the two segments, from 1.
             */
            own: number;
            /** @description As the segments were asked for. */
            segments: components["schemas"]["SegmentsOrder"];
        };
        /** @description One of two maps that are compared. */
        ComparedMap: {
            id: string;
            /** Format: int64 */
            revision: number;
            title: components["schemas"]["LocalText"];
        };
        /** @description One segment of the two. */
        ComparedSegment: {
            /**
             * Format: int64
             * @description Journeys.
             */
            n: number;
            /**
             * Format: int32
             * @description Place in the division, from 0.
             */
            place: number;
        };
        /** @enum {string} */
        Comparison: "at_least" | "at_most";
        /** @description Something an earlier answer must be. */
        Condition: {
            is: components["schemas"]["Test"];
            /** @description Id of an earlier question. */
            question: string;
        };
        /** @description Which journeys are laid along the plan. */
        ConformOrder: {
            /** @description What a journey still under way has not come to is not skipped. */
            as_far_as_they_got?: boolean;
            /** @description A column of the journey by which they are compared. */
            by?: string | null;
            cut?: components["schemas"]["Cut"] | null;
            /** @description Absent: the only source there is. */
            source?: string | null;
            /** @description Keep only journeys for which this holds. */
            where?: string | null;
        };
        /** @description How the journeys keep to the plan. */
        Conformance: {
            /** @description Transitions between planned steps that the plan does not allow; most journeys first, at most 200. */
            against: components["schemas"]["AgainstPlan"][];
            /**
             * Format: double
             * @description Mean number of deviations: steps skipped and touchpoints inserted, per journey.
             */
            cost: number;
            /**
             * Format: double
             * @description Mean over journeys of 1 − cost / (events + steps of the shortest planned way), 0 to 1.
             */
            fitness: number;
            /** @description By the value of the column asked for, most journeys first. */
            groups: components["schemas"]["GroupKept"][];
            /** @description Most journeys first, at most 200. */
            inserted: components["schemas"]["Inserted"][];
            /** @description The plan is kept in this share of journeys, exactly. */
            kept: components["schemas"]["FindingEstimate"];
            /**
             * Format: int64
             * @description Journeys.
             */
            n: number;
            /** @description In the order of the plan. */
            steps: components["schemas"]["StepKept"][];
            /**
             * Format: int64
             * @description Distinct sequences.
             */
            variants: number;
            /** @description By the week a journey began in, Mondays UTC, earliest first. */
            weeks: components["schemas"]["WeekKept"][];
        };
        /** @description `backed` of `total` cards rest on evidence. */
        Coverage: {
            /** Format: int64 */
            backed: number;
            /** Format: int64 */
            total: number;
        };
        CoveragePart: {
            coverage: components["schemas"]["Coverage"];
            id: string;
        };
        /** @description Coverage of the whole and of its parts, by id and in the order of the map. */
        CoverageParts: {
            lanes: components["schemas"]["CoveragePart"][];
            map: components["schemas"]["Coverage"];
            /** @description Cards that speak of the persona; cards that speak of everybody count for each. */
            personas: components["schemas"]["CoveragePart"][];
            /** @description Cards at a stage or at one of its steps. */
            stages: components["schemas"]["CoveragePart"][];
        };
        /** @description What one model gives one channel. */
        Credit: {
            channel: string;
            /** @description Goals credited to the channel. */
            conversions: components["schemas"]["FindingEstimate"];
            /** @description Of all credited goals, 0..=1. */
            share: components["schemas"]["FindingEstimate"];
            /**
             * Format: double
             * @description Value credited, in the unit of the log; 0 where no value is known.
             */
            value: number;
        };
        /**
         * @description A rule that cuts every life into journeys. Where any part of it holds between two neighbouring events, one journey
         *     ends and the next begins; at least one part is given.
         *
         *     `{"idle_s":1800}` are the sessions of web analytics; `{"begins":["search"],"ends":["pay"]}` goes by goals;
         *     `{"ends_where":"activity = \"call\" and channel = \"shop\""}` is a rule of one's own.
         */
        Cut: {
            /** @description Before every event of these activities. */
            begins?: string[];
            /**
             * @description Before every event for which this filter holds, read as inside `event(…)`: facts of the journey are those of
             *     the whole life. See `expr`.
             */
            begins_where?: string | null;
            /** @description Where the model of the context sees a new journey begin. Its places are computed from the whole log. */
            context?: boolean;
            /** @description After every event of these activities. */
            ends?: string[];
            /** @description After every event for which this filter holds. */
            ends_where?: string | null;
            /**
             * Format: int64
             * @description Between two events further apart than this many seconds.
             */
            idle_s?: number | null;
        };
        /**
         * @description By what lives are cut.
         * @enum {string}
         */
        CutBy: "whole" | "gap" | "context" | "rule";
        /** @description One cut between two neighbouring events of a person. */
        CutExample: {
            /** @description The first activity of the journey that begins. */
            after: string;
            /** @description The last activity of the journey that ends. */
            before: string;
            /** Format: double */
            gap_s: number;
            /**
             * Format: int64
             * @description Place of the person among the lives.
             */
            life: number;
        };
        /** @description How lives are to be cut. */
        CutOrder: {
            /** @description Absent: the only source there is. */
            source?: string | null;
            wish?: components["schemas"]["CutWish"];
        };
        /** @description A proposal where to cut, with what speaks for it. */
        CutProposal: {
            by: components["schemas"]["CutBy"];
            cut?: components["schemas"]["Cut"] | null;
            /** @description Some cuts, the surest first: by the score of the context, else by the length of the pause. */
            examples: components["schemas"]["CutExample"][];
            gaps: components["schemas"]["GapHistogram"];
            /** Format: int64 */
            journeys: number;
            /**
             * Format: double
             * @description Share of the people with more than one journey.
             */
            more_than_one: number;
            /** Format: int64 */
            people: number;
            /** @description Which rule, why, and what came of it. */
            why: components["schemas"]["LocalText"];
        };
        /** @description How the person wants lives cut. */
        CutWish: "auto" | "gap" | "context" | "whole" | {
            /** @description By this rule; a part of it that speaks of columns needs the places. */
            rule: components["schemas"]["Cut"];
        };
        /** @description Journeys and events per UTC day. */
        DailyAsk: {
            /** @description Also one row for each of these activities on every day that has events. At most 100. */
            activities?: string[];
        };
        DailyRow: {
            /** @description Absent: any activity. */
            activity?: string | null;
            /** @description UTC, `2012-03-14`. */
            day: string;
            /** Format: int64 */
            events: number;
            /**
             * Format: int64
             * @description Journeys with at least one such event on the day.
             */
            journeys: number;
        };
        /** @description The revision of people's decisions after this one. */
        Decided: {
            /** Format: int64 */
            revision: number;
        };
        /** @enum {string} */
        Decimal: "point" | "comma";
        /** @enum {string} */
        Delimiter: "comma" | "semicolon" | "tab";
        /** @description A file as it was found; every field can be overridden through [`ReadOptions`]. */
        Detected: {
            /** Format: int64 */
            bytes: number;
            columns: components["schemas"]["DetectedColumn"][];
            decimal?: components["schemas"]["Decimal"] | null;
            delimiter?: string | null;
            encoding?: components["schemas"]["Encoding"] | null;
            format: components["schemas"]["Format"];
            gzip: boolean;
            header?: boolean | null;
            name: string;
            notes: components["schemas"]["LocalText"][];
            /** @description The object type taken as the case: the one given, or the only one. */
            object_type?: string | null;
            /** @description Of OCEL logs, those with most events first. */
            object_types?: components["schemas"]["ObjectType"][];
            quote?: string | null;
            /**
             * Format: int64
             * @description Rows looked at.
             */
            rows_sampled: number;
            sheet?: string | null;
            /** @description They are all rows of the file. */
            whole: boolean;
        };
        DetectedColumn: {
            /**
             * Format: int64
             * @description Different values, of those looked at.
             */
            distinct: number;
            kind: components["schemas"]["ValueKind"];
            /**
             * Format: int64
             * @description Rows without a value, of those looked at.
             */
            missing: number;
            name: string;
            /** @description Smallest and largest, when all are numbers. */
            range?: [
                number,
                number
            ] | null;
            /** @description Up to five different values, cut. */
            samples: string[];
            time?: components["schemas"]["TimeGuess"] | null;
        };
        /** @enum {string} */
        DiffFormat: "json" | "md" | "svg" | "png" | "pdf" | "html";
        /** @description A difference between a group and the rest, or between two groups. */
        Difference: {
            /** @description Own against the rest, with a 95 % interval. */
            difference: components["schemas"]["FindingEstimate"];
            /**
             * Format: double
             * @description Size that can be ordered over measures: Cohen's h of shares, d of amounts; above 0 where the group has more.
             */
            effect: number;
            /** @description In the group; `n` counts its journeys of which it is known. */
            own: components["schemas"]["FindingEstimate"];
            /**
             * Format: double
             * @description Adjusted p (Benjamini and Hochberg) over everything that was tested in this answer.
             */
            q: number;
            /** @description `where` expression of the journeys that have it, in any group; absent for amounts. */
            records?: string | null;
            /** @description In the others. */
            rest: components["schemas"]["FindingEstimate"];
            scale: components["schemas"]["DifferenceScale"];
            /** @description In words. */
            text: components["schemas"]["LocalText"];
            what: components["schemas"]["JourneyMeasure"];
        };
        /**
         * @description What `own`, `rest` and `difference` are.
         * @enum {string}
         */
        DifferenceScale: "share" | "ratio" | "mean";
        /** @description What to find a map in, and how. */
        DiscoverOrder: {
            cut?: components["schemas"]["Cut"] | null;
            /** @description The map's title; absent: made from the source's name. */
            name?: string | null;
            /** @description Absent: the only source there is. */
            source?: string | null;
            /** @description Absent: as many stages as the flow shows. */
            stages?: components["schemas"]["StagesWish"];
            /** @description Keep only journeys for which this holds. */
            where?: string | null;
        };
        /** @description A map found in facts and, where there is a map already, what it would change there. */
        Draft: {
            map: components["schemas"]["Map"];
            /** @description In the order they can be made in; empty where there is no map to compare with, or nothing differs. */
            parts: components["schemas"]["DraftPart"][];
            /** @description What was asked: the same recipe over the same snapshot gives the same draft. */
            recipe: components["schemas"]["DiscoverOrder"];
        };
        /** @description What came of a decision. */
        DraftDecided: {
            accepted: number;
            rejected: number;
            /**
             * Format: int64
             * @description Revision of the map.
             */
            revision: number;
        };
        /** @description What a person decides about the parts of a draft. */
        DraftDecision: {
            /** @description Keys of the parts to put on the map; what they need is taken with them. */
            accept?: string[];
            /** @description Why they are not wanted. */
            reason?: string | null;
            /** @description The recipe of the draft that was looked at. */
            recipe: components["schemas"]["DiscoverOrder"];
            /** @description Keys of the parts not wanted: they are not proposed again until their evidence moves beyond its interval. */
            reject?: string[];
        };
        /** @description One element that is new, says something else, or is not found any more. */
        DraftPart: {
            /** @description The step or stage a card is at, by id. */
            at?: string | null;
            change: components["schemas"]["MapChange"];
            held?: components["schemas"]["Held"] | null;
            /** @description Of the record. */
            id: string;
            /** @description The record as it was found; absent for one that is gone. */
            is?: Record<string, never>;
            /** @description The same for the same element in every draft: `new:card:reach-cart`. */
            key: string;
            /** @description The lane of a card, by id. */
            lane?: string | null;
            /** @description How people call it; empty where it has no name. */
            name: components["schemas"]["LocalText"];
            /** @description Keys of parts that must be taken with it. */
            needs?: string[];
            of: components["schemas"]["RecordKind"];
            /** @description Why discovery says so. */
            reason?: components["schemas"]["LocalText"];
            /** @description `where` expression that selects the journeys behind it. */
            records?: string | null;
            /** @description Rule, by its name in the guide. */
            rule?: string | null;
            /** @description The record as it is on the map; absent for a new one. */
            was?: Record<string, never>;
            what: components["schemas"]["DraftWhat"];
        };
        /** @description One thing known of a persona. */
        DraftTrait: {
            against?: components["schemas"]["FindingEstimate"] | null;
            basis: components["schemas"]["TraitBasis"];
            estimate?: components["schemas"]["FindingEstimate"] | null;
            kind: components["schemas"]["DraftTraitKind"];
            /** @description Items in which it was said. */
            quotes: components["schemas"]["ItemRef"][];
            /** @description `where` expression of the journeys that show it, in any segment. */
            records?: string | null;
            text: components["schemas"]["LocalText"];
        };
        /**
         * @description Kind of a trait; the names are those of the map's personas.
         * @enum {string}
         */
        DraftTraitKind: "age" | "profession" | "social_position" | "family" | "place" | "income" | "goal" | "scenario" | "preferred_channel" | "preferred_product" | "technology" | "habit" | "purchase_frequency" | "motive" | "problem" | "need" | "fear" | "disappointment" | "vocabulary" | "other";
        /** @enum {string} */
        DraftWhat: "new" | "changed" | "gone";
        /**
         * @description The experience that differs.
         * @enum {string}
         */
        DriverKind: "met" | "failure" | "repeat" | "wait" | "low_score";
        /** @description What goes together with the outcome: associated, not caused. */
        DriverList: components["schemas"]["VoiceState"] & {
            /** Format: int64 */
            n: number;
            /** Format: int64 */
            n_left_out: number;
            outcome: components["schemas"]["DriverOutcome"];
            /**
             * Format: double
             * @description Share of the outcome's variance that all explain together, 0..=1.
             */
            r2: number;
            /** @description The strongest first. */
            rows: components["schemas"]["NamedDriver"][];
            suppressed?: components["schemas"]["LocalText"] | null;
        };
        /**
         * @description What is to be explained.
         * @enum {string}
         */
        DriverOutcome: "nps" | "csat" | "ces" | "stars" | "other" | "feeling";
        /** @description Which outcome, and what is controlled. */
        DriversOrder: {
            /** @description Columns known beforehand that may lie behind both; absent: segment and channel where there are such. */
            adjust?: string[] | null;
            cut?: components["schemas"]["Cut"] | null;
            /**
             * Format: double
             * @description At most this share of what is told may be chance; absent: 0.05.
             */
            fdr?: number | null;
            /** @description Activities that count as success; empty: the ends by design that discovery finds. */
            goals?: string[];
            /**
             * Format: int64
             * @description How long both sides are followed, seconds; absent: as long as nine in ten need.
             */
            horizon_s?: number | null;
            /** @description A column of numbers of the journey as outcome instead: what the order was worth. */
            number?: string | null;
            /** @description Absent: the only source there is. */
            source?: string | null;
            /** @description Keep only journeys for which this holds. */
            where?: string | null;
        };
        /**
         * @description What an effect was measured by: it decides whether the action *caused* the change or is *associated* with it.
         * @enum {string}
         */
        EffectDesign: "before_after" | "compared" | "randomised";
        /**
         * @description Feelings that have a name; where each lies on the scale is for people to say.
         * @enum {string}
         */
        Emotion: "interest" | "confusion" | "hope" | "doubt" | "trust" | "irritation" | "impatience" | "confidence" | "satisfaction" | "joy" | "disappointment";
        EmotionCount: {
            emotion: components["schemas"]["Emotion"];
            /** Format: int64 */
            n: number;
        };
        /** @description A named feeling found in words. */
        EmotionReading: {
            /** Format: double */
            confidence: number;
            emotion: components["schemas"]["Emotion"];
            span: components["schemas"]["Span"];
        };
        /** @enum {string} */
        Encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1251" | "latin-1";
        /**
         * @description The kinds of trouble a caller can tell apart.
         * @enum {string}
         */
        ErrorCode: "bad_request" | "bad_question" | "bad_filter" | "bad_file" | "bad_mapping" | "undecided_mapping" | "bad_map" | "bad_name" | "map_exists" | "map_changed" | "no_sources" | "which_source" | "no_such_source" | "no_such_map" | "no_such_upload" | "no_such_job" | "no_such_actor" | "not_found" | "method_not_allowed" | "gone" | "nothing_to_discover" | "too_large" | "too_many_jobs" | "forbidden_host" | "forbidden_origin" | "not_signed_in" | "not_allowed" | "read_only" | "bad_csrf" | "wrong_password" | "too_many_tries" | "expired" | "email_taken" | "bad_password" | "which_workspace" | "server_runs" | "assistant_off" | "assistant_failed" | "disk_full" | "internal";
        /** @description A number that people gave in answers, or the reason why it is not shown. */
        Estimate: {
            /** @description What was counted, in words. */
            base: components["schemas"]["LocalText"];
            /** Format: double */
            hi?: number | null;
            /**
             * Format: double
             * @description Probability that the interval holds the true number: 0.95.
             */
            level: number;
            /**
             * Format: double
             * @description Ends of the interval, both included; absent where one answer, or none, tells no spread.
             */
            lo?: number | null;
            method: components["schemas"]["Method"];
            /**
             * Format: int64
             * @description Answers counted.
             */
            n: number;
            /**
             * Format: double
             * @description With weights: as many equal answers would tell as much (Kish 1965).
             */
            n_effective?: number | null;
            suppressed?: components["schemas"]["LocalText"] | null;
            /**
             * Format: double
             * @description As measured, without what the interval adds; absent where too few answered.
             */
            value?: number | null;
        };
        /** @description One event of a row. */
        EventMapping: {
            activity: string;
            /** @description Columns of this event only. */
            columns?: components["schemas"]["ColumnMapping"][];
            end?: components["schemas"]["TimeValue"] | null;
            /** @description An empty time means that it has not happened; otherwise it is an error of the row. */
            optional?: boolean;
            time: components["schemas"]["TimeValue"];
        };
        /**
         * @description One reason to believe a card: a question with its snapshot and answer, a quote with its span, a person's note. Any of
         *     them may stand together.
         */
        Evidence: {
            answer?: components["schemas"]["Metric"] | null;
            log?: components["schemas"]["LogLink"] | null;
            note?: components["schemas"]["Note"] | null;
            question?: components["schemas"]["Question"] | null;
            quote?: components["schemas"]["Quote"] | null;
            /** @description Why, in words. */
            reason?: components["schemas"]["LocalText"];
            /** @description `where` expression that selects the journeys behind it. */
            records?: string | null;
            /** @description Rule that made the statement, for drafted cards. */
            rule?: string | null;
            /** @description `source@version` the number was counted in. */
            snapshot?: string | null;
            /** @description Selects the texts behind it, as the address of the list of texts says it: `step=Order&feeling=bad`. */
            texts?: string | null;
        };
        /**
         * @description What a statement on the map rests on. One enum everywhere.
         * @enum {string}
         */
        EvidenceState: "measured" | "supported_by_text" | "single_voice" | "assumption";
        /** @description Items that compare what happened with what was expected. */
        ExpectedCounts: {
            /** Format: int64 */
            as: number;
            /** Format: int64 */
            better: number;
            /** Format: int64 */
            worse: number;
        };
        /**
         * @description A format a map can be taken away in.
         * @enum {string}
         */
        ExportFormat: "json" | "yaml" | "mermaid" | "csv-grid" | "csv-list" | "xlsx-grid" | "xlsx-list" | "cjml" | "ojf" | "outline";
        /** @description One thing said. Texts are masked already: nobody downstream sees an e-mail address or a phone number. */
        Feedback: {
            /** @description Absent: said anonymously. */
            actor?: string | null;
            /** @description Everything else the source says: age, product, department. */
            attributes?: {
                [key: string]: string;
            };
            channel?: string | null;
            /** @description The option chosen, of a question with options. */
            choice?: string | null;
            /** @description Answers of one sitting, messages of one ticket, turns of one interview share it. */
            conversation?: string | null;
            /** @description Unique in its source and the same when the same file is read again. */
            id: string;
            kind: components["schemas"]["FeedbackKind"];
            /** @description The question as it was asked. */
            question?: string | null;
            /** @description What the company answered to it publicly. */
            reply?: string | null;
            score?: components["schemas"]["Score"] | null;
            segment?: string | null;
            speaker?: components["schemas"]["Speaker"];
            /** @description The step or touchpoint that the record itself names, as in the source. */
            step?: string | null;
            /** @description What was written or said, by part, parts in their order; an item has texts, a score, a choice, or several. */
            texts?: [
                "title" | "pros" | "cons" | "body",
                string
            ][];
            /**
             * Format: int64
             * @description Microseconds since 1970 UTC; absent where the source has no time.
             */
            time_us?: number | null;
            /**
             * Format: int32
             * @description Place in the conversation, from 0.
             */
            turn?: number | null;
        };
        /**
         * @description Where an item comes from.
         * @enum {string}
         */
        FeedbackKind: "answer" | "review" | "ticket" | "chat" | "interview" | "observation" | "post";
        FeedbackRequest: {
            /** @description At most 1,000, each with an id that is the same when it is sent again. */
            items: components["schemas"]["Feedback"][];
            /** @description Made by its first items. */
            source: string;
        };
        /**
         * Format: double
         * @description A feeling on the map's scale, −2 (worst) ..= +2 (best).
         */
        Feeling: number;
        FeelingCounts: {
            /** Format: int64 */
            bad: number;
            /** Format: int64 */
            good: number;
            /** Format: int64 */
            neutral: number;
            /**
             * Format: int64
             * @description Neither score nor words tell.
             */
            none: number;
        };
        /** @description A point on −2..=+2, with interval where measured. Everything needed to draw it honestly. */
        FeelingPoint: {
            /** Format: double */
            hi?: number | null;
            /** Format: double */
            lo?: number | null;
            /** Format: int64 */
            n?: number | null;
            /** Format: double */
            raw_mean?: number | null;
            raw_scale?: components["schemas"]["Scale"] | null;
            /** Format: double */
            value: number;
        };
        /**
         * @description Three words for a feeling, for filters and counts.
         * @enum {string}
         */
        FeelingWord: "bad" | "neutral" | "good" | "none";
        /** @enum {string} */
        FileFormat: "svg" | "png" | "pdf" | "html" | "pptx" | "md" | "xlsx";
        FileSummary: {
            /** Format: int64 */
            bytes: number;
            name: string;
        };
        /**
         * @description An estimated number with the interval that holds the true one in `level` of such studies.
         *
         *     Always `lo <= value <= hi`. The unit is that of the field it stands in.
         */
        FindingEstimate: {
            /**
             * Format: double
             * @description Upper end, inclusive.
             */
            hi: number;
            /**
             * Format: double
             * @description Nominal coverage of the interval, 0.95 unless said otherwise.
             */
            level: number;
            /**
             * Format: double
             * @description Lower end, inclusive.
             */
            lo: number;
            /**
             * Format: int64
             * @description What was counted to get it: journeys, unless the field says otherwise.
             */
            n: number;
            /** Format: double */
            value: number;
        };
        /** @description Whose journeys, and what counts as success. */
        FindingOrder: {
            /**
             * Format: int32
             * @description So many ways; absent: as many as the journeys show. Only for ways.
             */
            count?: number | null;
            cut?: components["schemas"]["Cut"] | null;
            /** @description Activities that count as success; empty: the ends by design that discovery finds. */
            goals?: string[];
            /** @description Absent: the only source there is. */
            source?: string | null;
            /** @description Keep only journeys for which this holds. */
            where?: string | null;
        };
        /** @description The first account: keeper of the installation and owner of the first workspace. */
        FirstPerson: {
            email: string;
            language?: components["schemas"]["Language"] | null;
            name: string;
            password: string;
            /** @description As printed by the server, where it asks for one. */
            setup_code?: string | null;
            /** @description What the workspace is called. */
            workspace: string;
        };
        /**
         * @description What a file is, beside the formats that events also have.
         * @enum {string}
         */
        Form: "table" | "xml" | "conversations" | "transcript" | "document" | "coded_segments" | "code_system";
        /** @enum {string} */
        Format: "csv" | "xlsx" | "jsonl" | "parquet" | "xes" | "ocel_json" | "ocel_xml" | "ocel_sqlite";
        /** @description One kind of statement that a file of another format does not make. */
        FormatLoss: {
            /** Format: int64 */
            count: number;
            /** @description The first of them, as in `cards[12].metric`. */
            place: string;
            /** @description One sentence for people. */
            text: components["schemas"]["LocalText"];
            what: components["schemas"]["FormatPart"];
        };
        /** @description Something the reader did that a person should know. */
        FormatNote: {
            /** @description `line 12`, `row 4, column «feeling»`; empty for the file as a whole. */
            place: components["schemas"]["LocalText"];
            text: components["schemas"]["LocalText"];
        };
        /**
         * @description A kind of statement a map makes.
         * @enum {string}
         */
        FormatPart: "title" | "head" | "stages" | "stage_details" | "steps" | "step_details" | "moments_of_truth" | "lanes" | "texts" | "spans" | "feelings" | "feeling_intervals" | "emotions" | "channels" | "metrics" | "targets" | "pain_kinds" | "opportunities" | "actions" | "evidence_states" | "evidence" | "personas" | "persona_details" | "card_personas" | "moves" | "paths" | "items" | "images" | "links" | "comments" | "settings" | "origin" | "ids" | "translations" | "unknown";
        /** @description An id that no longer stands, and what it became. */
        Former: {
            id: string;
            /** @description One id after a merge, several after a split. */
            now: string[];
        };
        /**
         * @description How journeys were divided.
         * @enum {string}
         */
        FoundBy: "rules" | "attribute" | "journeys";
        /** @description A finding with what it was found in. */
        Found_Attribution: {
            /** @description In words. */
            base: string;
            /** @description Attribution by several models. */
            found: {
                /** Format: int64 */
                conversions: number;
                models: components["schemas"]["ModelCredits"][];
                /**
                 * Format: int64
                 * @description Journeys with at least one touch: those that reached the goal and those that did not.
                 */
                n: number;
                /** @description What the reader must know. */
                notes: components["schemas"]["LocalText"][];
                /**
                 * Format: int64
                 * @description Still on their way; in no model.
                 */
                open: number;
                /**
                 * Format: int64
                 * @description Reached the goal with no known touch before it; in no model.
                 */
                untouched: number;
            };
            /** @description Activities that count as success; found in the journeys where nobody named them. */
            goals?: string[];
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description `source@version`. */
            snapshot: string;
            window: components["schemas"]["TimeWindow"];
        };
        /** @description A finding with what it was found in. */
        Found_ChannelEffects: {
            /** @description In words. */
            base: string;
            found: {
                design: components["schemas"]["LocalText"];
                /** @description Told first, then by size of the effect. */
                effects: components["schemas"]["ChannelEffect"][];
                /** Format: double */
                horizon_s: number;
                /** Format: int64 */
                n: number;
            };
            /** @description Activities that count as success; found in the journeys where nobody named them. */
            goals?: string[];
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description `source@version`. */
            snapshot: string;
            window: components["schemas"]["TimeWindow"];
        };
        /** @description A finding with what it was found in. */
        Found_Conformance: {
            /** @description In words. */
            base: string;
            /** @description How the journeys keep to the plan. */
            found: {
                /** @description Transitions between planned steps that the plan does not allow; most journeys first, at most 200. */
                against: components["schemas"]["AgainstPlan"][];
                /**
                 * Format: double
                 * @description Mean number of deviations: steps skipped and touchpoints inserted, per journey.
                 */
                cost: number;
                /**
                 * Format: double
                 * @description Mean over journeys of 1 − cost / (events + steps of the shortest planned way), 0 to 1.
                 */
                fitness: number;
                /** @description By the value of the column asked for, most journeys first. */
                groups: components["schemas"]["GroupKept"][];
                /** @description Most journeys first, at most 200. */
                inserted: components["schemas"]["Inserted"][];
                /** @description The plan is kept in this share of journeys, exactly. */
                kept: components["schemas"]["FindingEstimate"];
                /**
                 * Format: int64
                 * @description Journeys.
                 */
                n: number;
                /** @description In the order of the plan. */
                steps: components["schemas"]["StepKept"][];
                /**
                 * Format: int64
                 * @description Distinct sequences.
                 */
                variants: number;
                /** @description By the week a journey began in, Mondays UTC, earliest first. */
                weeks: components["schemas"]["WeekKept"][];
            };
            /** @description Activities that count as success; found in the journeys where nobody named them. */
            goals?: string[];
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description `source@version`. */
            snapshot: string;
            window: components["schemas"]["TimeWindow"];
        };
        /** @description A finding with what it was found in. */
        Found_CutProposal: {
            /** @description In words. */
            base: string;
            /** @description A proposal where to cut, with what speaks for it. */
            found: {
                by: components["schemas"]["CutBy"];
                cut?: components["schemas"]["Cut"] | null;
                /** @description Some cuts, the surest first: by the score of the context, else by the length of the pause. */
                examples: components["schemas"]["CutExample"][];
                gaps: components["schemas"]["GapHistogram"];
                /** Format: int64 */
                journeys: number;
                /**
                 * Format: double
                 * @description Share of the people with more than one journey.
                 */
                more_than_one: number;
                /** Format: int64 */
                people: number;
                /** @description Which rule, why, and what came of it. */
                why: components["schemas"]["LocalText"];
            };
            /** @description Activities that count as success; found in the journeys where nobody named them. */
            goals?: string[];
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description `source@version`. */
            snapshot: string;
            window: components["schemas"]["TimeWindow"];
        };
        /** @description A finding with what it was found in. */
        Found_JourneyDrivers: {
            /** @description In words. */
            base: string;
            /** @description All comparisons of a log. */
            found: {
                /** @description How it was compared, for whoever wants to check. */
                design: components["schemas"]["LocalText"];
                /** @description Comparisons with enough journeys on both sides, all of them; told first, then by the outcomes that hang on it. */
                drivers: components["schemas"]["JourneyDriver"][];
                /** Format: double */
                fdr: number;
                /**
                 * Format: double
                 * @description Seconds both sides are followed; absent where the outcome is a number.
                 */
                horizon_s?: number | null;
                /**
                 * Format: int64
                 * @description Journeys looked at.
                 */
                n: number;
                outcome: components["schemas"]["JourneyOutcome"];
                refused: components["schemas"]["RefusedDriver"][];
            };
            /** @description Activities that count as success; found in the journeys where nobody named them. */
            goals?: string[];
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description `source@version`. */
            snapshot: string;
            window: components["schemas"]["TimeWindow"];
        };
        /** @description A finding with what it was found in. */
        Found_Predicted: {
            /** @description In words. */
            base: string;
            /** @description A prediction, with the people behind the journeys it names. */
            found: components["schemas"]["Prediction"] & {
                /** @description Key of the actor of each journey at risk, in their order. */
                actors: string[];
            };
            /** @description Activities that count as success; found in the journeys where nobody named them. */
            goals?: string[];
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description `source@version`. */
            snapshot: string;
            window: components["schemas"]["TimeWindow"];
        };
        /** @description A finding with what it was found in. */
        Found_Representatives: {
            /** @description In words. */
            base: string;
            /** @description The ways found, most followed first. */
            found: {
                /**
                 * Format: int64
                 * @description All journeys.
                 */
                n: number;
                /**
                 * Format: int64
                 * @description Journeys that follow none of them.
                 */
                other: number;
                ways: components["schemas"]["Way"][];
            };
            /** @description Activities that count as success; found in the journeys where nobody named them. */
            goals?: string[];
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description `source@version`. */
            snapshot: string;
            window: components["schemas"]["TimeWindow"];
        };
        /** @description A finding with what it was found in. */
        Found_SegmentComparison: {
            /** @description In words. */
            base: string;
            /**
             * @description Two segments on every measure. Each row gives both with intervals, the first against the second (`own` against
             *     `rest`); `q` is adjusted over all rows of the answer, and a row is worth telling from [`Difference::tells`] on.
             */
            found: {
                attributes: components["schemas"]["Difference"][];
                channels: components["schemas"]["Difference"][];
                /** @description First and last events. */
                ends: components["schemas"]["Difference"][];
                /** @description In map order. */
                funnel: components["schemas"]["SegmentFunnelRow"][];
                other: components["schemas"]["ComparedSegment"];
                own: components["schemas"]["ComparedSegment"];
                /** @description Events of a journey, and its time from first to last. */
                times: components["schemas"]["Difference"][];
                /** @description Share of journeys that have the activity; largest effect first, as all below. */
                touchpoints: components["schemas"]["Difference"][];
                transitions: components["schemas"]["Difference"][];
            };
            /** @description Activities that count as success; found in the journeys where nobody named them. */
            goals?: string[];
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description `source@version`. */
            snapshot: string;
            window: components["schemas"]["TimeWindow"];
        };
        /** @description A finding with what it was found in. */
        Found_Segments: {
            /** @description In words. */
            base: string;
            /** @description A division described. */
            found: {
                by: components["schemas"]["FoundBy"];
                choice?: components["schemas"]["SegmentChoice"] | null;
                /**
                 * Format: int64
                 * @description Journeys asked about.
                 */
                n: number;
                /** @description What the reader must know. */
                notes: components["schemas"]["LocalText"][];
                /**
                 * Format: int64
                 * @description Journeys that belong to no segment.
                 */
                outside: number;
                /** @description Largest first where they were found. */
                segments: components["schemas"]["Segment"][];
            };
            /** @description Activities that count as success; found in the journeys where nobody named them. */
            goals?: string[];
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description `source@version`. */
            snapshot: string;
            window: components["schemas"]["TimeWindow"];
        };
        /** @description A finding with what it was found in. */
        Found_Vec_Need: {
            /** @description In words. */
            base: string;
            found: {
                /** @description The touchpoint it stands at. */
                activity: string;
                /**
                 * Format: double
                 * @description Journeys beyond what is usual: the ranking.
                 */
                beyond: number;
                /** @description What people may need, as a question to ask them. */
                hypothesis: components["schemas"]["LocalText"];
                /**
                 * Format: int64
                 * @description Journeys that show it.
                 */
                journeys: number;
                kind: components["schemas"]["NeedKind"];
                /** Format: double */
                q: number;
                /** @description Selects the journeys; examples for searches and workarounds, where the grammar cannot say it exactly. */
                records: string;
                /** @description Of the journeys that meet the touchpoint, 0..=1. */
                share: components["schemas"]["FindingEstimate"];
                /** @description What follows it (help, return), or the channels left and taken (workaround). */
                then?: string | null;
                title: components["schemas"]["LocalText"];
                /**
                 * Format: double
                 * @description The same share over all other touchpoints.
                 */
                usual: number;
            }[];
            /** @description Activities that count as success; found in the journeys where nobody named them. */
            goals?: string[];
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description `source@version`. */
            snapshot: string;
            window: components["schemas"]["TimeWindow"];
        };
        /** @description A finding with what it was found in. */
        Found_Vec_PersonaDraft: {
            /** @description In words. */
            base: string;
            found: {
                /** @description Kinds of which the evidence says nothing: to be asked in an interview, not to be invented. */
                missing: components["schemas"]["DraftTraitKind"][];
                /**
                 * Format: int64
                 * @description Journeys of the segment.
                 */
                n: number;
                /** @description Neutral, from behaviour. */
                name: components["schemas"]["LocalText"];
                /** @description `where` expression of the segment, where there is one. */
                records?: string | null;
                /**
                 * Format: int32
                 * @description Number of the segment, from 1.
                 */
                segment: number;
                /** @description Share of all journeys. */
                share: components["schemas"]["FindingEstimate"];
                /** @description In one sentence: how many, and what tells them from the others. */
                summary: components["schemas"]["LocalText"];
                /** @description By kind, then in the order they should be read. */
                traits: components["schemas"]["DraftTrait"][];
                typical?: components["schemas"]["Typical"] | null;
            }[];
            /** @description Activities that count as success; found in the journeys where nobody named them. */
            goals?: string[];
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description `source@version`. */
            snapshot: string;
            window: components["schemas"]["TimeWindow"];
        };
        /** @description A finding with what it was found in. */
        Found_Waits: {
            /** @description In words. */
            base: string;
            /** @description How much of all time each side makes the other wait. */
            found: {
                /** Format: double */
                company: number;
                /**
                 * Format: double
                 * @description Shares of all time between events, 0..=1; they sum to 1 where there is any.
                 */
                customer: number;
                /** Format: int64 */
                n: number;
                /** Format: double */
                unknown: number;
                /** @description The company's first, each side by its total time. */
                waits: components["schemas"]["Wait"][];
            };
            /** @description Activities that count as success; found in the journeys where nobody named them. */
            goals?: string[];
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description `source@version`. */
            snapshot: string;
            window: components["schemas"]["TimeWindow"];
        };
        /** @description A finding with what it was found in. */
        Found_WhatIf: {
            /** @description In words. */
            base: string;
            /** @description A chain, and what becomes of it. */
            found: {
                /** @description Share of journeys that complete. */
                completed: components["schemas"]["ChainChange"];
                /** @description Mean seconds from the first event to the end. */
                duration_s: components["schemas"]["ChainChange"];
                edits: components["schemas"]["ChainEdit"][];
                /** @description By activity, in the order of the log. */
                loads: components["schemas"]["ChainLoad"][];
                memory: components["schemas"]["ChainMemory"];
                /**
                 * Format: int64
                 * @description Journeys the chain was counted from.
                 */
                n: number;
                /** @description What the numbers are and are not. */
                notes: components["schemas"]["LocalText"][];
                /**
                 * Format: int64
                 * @description Of these still on their way: their steps count, their end does not.
                 */
                open: number;
                /**
                 * Format: int32
                 * @description Steps that a state remembers.
                 */
                order: number;
                /** @description Mean number of events before the end. */
                steps: components["schemas"]["ChainChange"];
            };
            /** @description Activities that count as success; found in the journeys where nobody named them. */
            goals?: string[];
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description `source@version`. */
            snapshot: string;
            window: components["schemas"]["TimeWindow"];
        };
        /**
         * @description How far journeys get along ordered steps. Other events may lie between; the best entry counts; the window runs
         *     from step 1 and includes its end; one event satisfies one step; events of one instant may satisfy steps in any order.
         *
         *     Times and the breakdown come from one chain of events per journey: of those that reach the most steps the one that
         *     gets there first, of those the one with the latest entry, and then each further step at its earliest.
         */
        FunnelAsk: {
            /**
             * @description An attribute of the actor, or of the event that entered the funnel (of several at that instant the first to
             *     arrive), to break down by. At most 1,000 values; a missing value is the group with the empty name.
             */
            by?: string | null;
            /** @description 1 to 32 steps. */
            steps: components["schemas"]["Step"][];
            /**
             * Format: int64
             * @description Seconds from step 1, end included; absent means no limit.
             */
            window_s?: number | null;
        };
        /** @description One step for one group. Of those who reached it: `continued + open + dropped = reached` (the last step: all completed). */
        FunnelRow: {
            /** Format: int64 */
            continued: number;
            /** Format: int64 */
            dropped: number;
            /** @description Value of the breakdown attribute; absent without a breakdown. */
            group?: string | null;
            label: string;
            /**
             * Format: int64
             * @description Did not continue yet, and may still: the window of the journey's latest entry had not ended when observation
             *     did. Without a window: the journey was not idle for longer than `Answer::idle_s`.
             */
            open: number;
            /** Format: int64 */
            reached: number;
            /**
             * Format: double
             * @description Of those who reached step 1 in the group.
             */
            share: number;
            /** Format: double */
            share_hi: number;
            /**
             * Format: double
             * @description Wilson 95 % interval of `share`.
             */
            share_lo: number;
            /**
             * Format: int32
             * @description 1-based.
             */
            step: number;
            time?: components["schemas"]["TimesS"] | null;
        };
        /** @description Waits of `from_s` (included) to `to_s` (not included), seconds; the first bin also holds all shorter ones. */
        GapBin: {
            /** Format: double */
            from_s: number;
            /** Format: int64 */
            gaps: number;
            /** Format: double */
            to_s: number;
        };
        /** @description How long people wait between neighbouring events, on a logarithmic axis. */
        GapHistogram: {
            /**
             * Format: double
             * @description How much better two normal distributions of the logarithm fit than one: difference of the Bayesian information
             *     criterion, positive for two.
             */
            bic_gain: number;
            /** @description Ascending, without holes from the first bin with a gap to the last. */
            bins: components["schemas"]["GapBin"][];
            /**
             * Format: double
             * @description The pause that best parts short waits from long ones, seconds; absent where waits have a single hill.
             */
            valley_s?: number | null;
        };
        /** @description Which activity directly follows which, how often, in how many journeys and after what time. */
        GraphAsk: Record<string, never>;
        /** @description `from` absent: journeys that start with `to`. `to` absent: journeys that end with `from`. */
        GraphRow: {
            from?: string | null;
            /**
             * Format: int64
             * @description Journeys with at least one such transition.
             */
            journeys: number;
            /**
             * Format: double
             * @description Of everything that leaves `from`, ends included, so that the rows of one `from` add up to 1; of all starts
             *     where `from` is absent.
             */
            share: number;
            time?: components["schemas"]["TimesS"] | null;
            to?: string | null;
            /** Format: int64 */
            transitions: number;
        };
        GroupKept: {
            /** Format: double */
            fitness: number;
            /** @description Absent where the value is missing. */
            group?: string | null;
            kept: components["schemas"]["FindingEstimate"];
        };
        /** @description What a guest of the link said, or was answered. */
        GuestComment: {
            answers?: string | null;
            /** @description Id of a card, step, stage, lane or persona. */
            at: string;
            by: string;
            id: string;
            text: string;
            when: string;
        };
        GuestCommentList: {
            /** @description In the order they were said. */
            items: components["schemas"]["GuestComment"][];
        };
        GuestName: {
            name: string;
        };
        Health: {
            /** @description Always `ok`: a server that is not does not answer. */
            status: string;
            version: string;
        };
        /** @description A part that was rejected before. */
        Held: {
            /** @description RFC 3339 in UTC. */
            at: string;
            /** @description Who said no, by name. */
            by: string;
            reason?: string | null;
        };
        History: {
            /** @description The latest first. */
            items: components["schemas"]["HistoryRun"][];
        };
        /** @description What one person did in a row, without a pause of ten minutes. */
        HistoryRun: {
            /** @description RFC 3339 in UTC. */
            at: string;
            /** @description What is different after it, record by record. A record changed and changed back is not here. */
            changed: components["schemas"]["RecordChange"][];
            /**
             * Format: int64
             * @description First and last position, both included.
             */
            from_seq: number;
            person: components["schemas"]["NamedPerson"];
            /** Format: int64 */
            to_seq: number;
            until: string;
            /** @description By what it came: `editor`, `api`, `suggestion`, `restore` … */
            via: string;
            /** @description The same in words, each line in every language. */
            words: components["schemas"]["LocalText"][];
        };
        /**
         * @description When something is to be there.
         * @enum {string}
         */
        Horizon: "short" | "long";
        /** @description A picture inside the file. */
        Image: {
            /** @description What it shows, for those who do not see it. */
            alt?: components["schemas"]["LocalText"];
            /** @description Base64 of the bytes. */
            bytes: string;
            id: string;
            /** @description `image/png`, `image/jpeg` or `image/svg+xml`. */
            media_type: string;
        };
        ImageView: {
            /** Format: int32 */
            height: number;
            /** @description To be set as the image of a card, persona or brand. */
            id: string;
            media_type: string;
            /** Format: int32 */
            width: number;
        };
        ImportRequest: {
            /** @description Also find a map. */
            discover?: boolean;
            mapping: components["schemas"]["Mapping"];
            /** @description Absent: named after the first file. */
            source?: string | null;
            uploads: string[];
        };
        /** @description What came of an import. */
        ImportSummary: {
            /**
             * Format: int64
             * @description Events added.
             */
            accepted: number;
            /**
             * Format: int64
             * @description Distinct among the events added.
             */
            activities: number;
            /**
             * Format: int64
             * @description Distinct among the events added.
             */
            actors: number;
            /** @description The files were part of the source already; nothing was added. */
            already_imported: boolean;
            /**
             * Format: int64
             * @description Events not added because the source has one of the same id.
             */
            duplicates: number;
            /**
             * Format: double
             * @description From the first look at the files until the source could be asked.
             */
            duration_s: number;
            files: components["schemas"]["FileSummary"][];
            /** @description First and last event added, both included, RFC 3339 in UTC; absent where none was. */
            from?: string | null;
            /** @description What the reader must know: joins with repeated keys, skipped artificial ends. */
            notes: components["schemas"]["LocalText"][];
            /**
             * Format: int64
             * @description Rows in quarantine.
             */
            quarantined: number;
            /** @description By reason, most frequent first. */
            reasons: components["schemas"]["ReasonCount"][];
            /**
             * Format: int64
             * @description Rows read: accepted, in quarantine, or without an event.
             */
            rows: number;
            /** @description `tropa.import/1`. */
            schema: string;
            /** @description `source@version` that the import made, or that was there already. */
            snapshot: string;
            source: string;
            to?: string | null;
        };
        /** @description What became of a file that was read as a map. */
        ImportedMap: {
            /** @description What the file changes on the map it is brought over; empty for a new map. */
            changes: components["schemas"]["ChangeLine"][];
            format: components["schemas"]["MapFormat"];
            /** @description Of the map in the workspace; absent where nothing was written. */
            id?: string | null;
            map?: components["schemas"]["Map"] | null;
            /** @description What was read otherwise than it may look, or left out: in the order of the file. */
            notes: components["schemas"]["FormatNote"][];
            /** @description What is wrong with the map; one with problems is not written. */
            problems: components["schemas"]["MapRemark"][];
            /** Format: int64 */
            revision?: number | null;
        };
        /** @description One kind of file: its layout, and the events in each of its rows. */
        InputMapping: {
            actor?: string | null;
            /** @description Columns that belong to every event of a row. */
            columns?: components["schemas"]["ColumnMapping"][];
            /** @description The events of one row. Empty: the file is only looked up by others. */
            events?: components["schemas"]["EventMapping"][];
            /** @description Which files: a name with `*` for any characters. Absent: every file that no other input takes. */
            files?: string | null;
            /** @description Tables to look values up in; their columns are then called `input.column`. */
            joins?: components["schemas"]["Join"][];
            layout?: components["schemas"]["Layout"];
            /** @description What joins call it. */
            name: string;
        };
        /** @description A touchpoint where the plan has none. */
        Inserted: {
            activity: string;
            /** @description The planned step met before it; absent before the first. */
            after?: string | null;
            /** @description The planned step met next; absent after the last. */
            before?: string | null;
            /** Format: int64 */
            events: number;
            /** @description Share of all journeys in which it happens. */
            journeys: components["schemas"]["FindingEstimate"];
            /** @description The activity is a step of the plan elsewhere: it is out of order or repeated, not unknown. */
            planned: boolean;
        };
        /** @description What the server is connected to. */
        InstallationView: {
            /** @description `sqlite` or `postgresql`. */
            database: string;
            mail?: components["schemas"]["MailView"] | null;
            sso?: components["schemas"]["SsoView"] | null;
            version: string;
        };
        /** @description An interview to read. */
        Interview: {
            /** @description In the order of the turns. */
            codings: components["schemas"]["Coding"][];
            conversation: string;
            source: string;
            /** @description Words worth a code that have none yet, in the order of the turns. */
            suggested: components["schemas"]["SuggestedCoding"][];
            turns: components["schemas"]["VoiceItem"][];
        };
        InterviewHead: {
            conversation: string;
            from?: string | null;
            /** Format: int64 */
            n_codings: number;
            /**
             * Format: int64
             * @description Of those, turns of the person who is asked.
             */
            n_own: number;
            /** Format: int64 */
            n_turns: number;
            source: string;
        };
        InterviewList: {
            /** @description In order of source and name. */
            items: components["schemas"]["InterviewHead"][];
        };
        /** @description How many invitations a survey has. */
        InvitationCounts: {
            /** Format: int64 */
            answered: number;
            /** Format: int64 */
            opened: number;
            /** Format: int64 */
            revoked: number;
            /** Format: int64 */
            sent: number;
        };
        /** @description What an invitation says to who opens it. */
        InvitationLetter: {
            email: string;
            invited_by?: string | null;
            role: components["schemas"]["WorkspaceRole"];
            /** @description The workspace's name. */
            workspace: string;
        };
        InvitationList: {
            /** @description The last made first. */
            items: components["schemas"]["InvitationView"][];
        };
        InvitationView: {
            created_at: string;
            email: string;
            expires_at: string;
            id: string;
            /** @description The name of who invites. */
            invited_by?: string | null;
            role: components["schemas"]["WorkspaceRole"];
        };
        InvitationWish: {
            email: string;
            role: components["schemas"]["WorkspaceRole"];
        };
        /** @description Something with a name that cards and steps point at instead of repeating it. */
        Item: {
            /** @description Channel id, for touchpoints and content. */
            channel?: string | null;
            description?: components["schemas"]["LocalText"];
            id: string;
            kind: components["schemas"]["ItemKind"];
            /** @description Id in the library shared between maps; equal in all maps that use the item. */
            library?: string | null;
            /** @description Where it lives outside: a dashboard, a page, a ticket. */
            link?: string | null;
            name: components["schemas"]["LocalText"];
            owner?: string | null;
            /** @description Other names people use for it. */
            synonyms?: components["schemas"]["LocalText"][];
        };
        /** @enum {string} */
        ItemKind: "touchpoint" | "system" | "content" | "insight" | "metric" | "department" | "employee_role";
        /** @enum {string} */
        ItemOrder: "newest" | "worst" | "best";
        /** @description Id of an item of what people say. */
        ItemRef: string;
        /** @description A score with what it says of the feeling. */
        ItemScore: {
            /**
             * Format: double
             * @description −2..=+2.
             */
            feeling: number;
            measure: components["schemas"]["Measure"];
            scale: components["schemas"]["Scale"];
            /** Format: double */
            value: number;
        };
        /** @description A step with the reason why an item is there. */
        ItemStep: {
            because: components["schemas"]["LocalText"];
            by: components["schemas"]["AttachedBy"];
            /**
             * Format: double
             * @description 0..=1.
             */
            confidence: number;
            key: string;
            name: components["schemas"]["LocalText"];
        };
        ItemText: {
            part: components["schemas"]["TextPart"];
            text: string;
        };
        /** @description A piece of background work. */
        Job: {
            ended_at?: string | null;
            error?: components["schemas"]["ApiError"] | null;
            id: string;
            kind: components["schemas"]["JobKind"];
            progress: components["schemas"]["JobProgress"];
            result?: components["schemas"]["JobResult"] | null;
            /** @description RFC 3339 in UTC. */
            started_at: string;
            state: components["schemas"]["JobState"];
        };
        /** @enum {string} */
        JobKind: "import" | "discover" | "listen" | "assist";
        JobList: {
            /** @description The last started first. */
            items: components["schemas"]["Job"][];
        };
        /** @description `done` of `total` in `unit`, with the speed since the stage began. */
        JobProgress: {
            /** Format: int64 */
            done: number;
            /**
             * Format: double
             * @description Seconds left in this stage, at the speed so far.
             */
            left_s?: number | null;
            /**
             * Format: double
             * @description Rows per second, else units per second.
             */
            per_second?: number | null;
            /**
             * Format: int64
             * @description Rows behind `done`, where rows are what is worked on.
             */
            rows?: number | null;
            stage: components["schemas"]["ProgressStage"];
            /** Format: int64 */
            total?: number | null;
            unit: string;
        };
        /** @description What came of it. */
        JobResult: {
            assistant?: components["schemas"]["AssistantRun"] | null;
            /** @description The map that was found. */
            map_id?: string | null;
            /** @description What was found over a map that was there, as a suggestion on it; absent where the facts say what the map says. */
            suggestion_id?: string | null;
            summary?: components["schemas"]["ImportSummary"] | null;
            voice?: components["schemas"]["VoiceImportSummary"] | null;
        };
        /** @enum {string} */
        JobState: "running" | "done" | "failed";
        /**
         * @description Looks up, for each row, the row of another input whose `key` equals this row's `on`. When several have the key the
         *     first is taken and the summary says so.
         */
        Join: {
            /** @description Name of the other input. */
            input: string;
            /** @description A column of the other input. */
            key: string;
            /** @description A column of this input, or `input.column` of an earlier join. */
            on: string;
        };
        /** @description One comparison and what it shows. */
        JourneyDriver: {
            /** @description The touchpoint, as in the log. */
            activity: string;
            /**
             * Format: double
             * @description The same difference with nothing controlled.
             */
            crude: number;
            /**
             * Format: double
             * @description Risk ratio with both experience and outcome that something unmeasured needs to explain the estimate away, and
             *     to move the interval's end to nothing. 1 explains nothing.
             */
            e_value: number;
            /** Format: double */
            e_value_interval: number;
            /** @description With minus without. */
            effect: components["schemas"]["FindingEstimate"];
            /**
             * Format: int64
             * @description Journeys on either side that were compared.
             */
            exposed: number;
            /** @description The touchpoint after which the ways part. */
            from?: string | null;
            kind: components["schemas"]["DriverKind"];
            /**
             * Format: double
             * @description Outcomes that hang on it: effect × journeys that had the experience.
             */
            outcomes: number;
            /**
             * Format: double
             * @description Share of journeys that have a counterpart on the other side; the rest was left out.
             */
            overlap: number;
            /**
             * Format: double
             * @description Chance alone gives this much or more so often, before and after counting all comparisons.
             */
            p: number;
            /** Format: double */
            q: number;
            reason: components["schemas"]["LocalText"];
            /** @description Selects journeys that had the experience or could have; examples, where the grammar cannot say it exactly. */
            records: string;
            /**
             * Format: double
             * @description Seconds (waits) or score that separates the sides.
             */
            threshold?: number | null;
            title: components["schemas"]["LocalText"];
            /** @description `q` is at most the false discovery rate asked for. */
            told: boolean;
            /** Format: int64 */
            unexposed: number;
            /** @description Expected outcome with and without the experience: a share, or the mean of the number. */
            with: components["schemas"]["FindingEstimate"];
            without: components["schemas"]["FindingEstimate"];
        };
        /** @description All comparisons of a log. */
        JourneyDrivers: {
            /** @description How it was compared, for whoever wants to check. */
            design: components["schemas"]["LocalText"];
            /** @description Comparisons with enough journeys on both sides, all of them; told first, then by the outcomes that hang on it. */
            drivers: components["schemas"]["JourneyDriver"][];
            /** Format: double */
            fdr: number;
            /**
             * Format: double
             * @description Seconds both sides are followed; absent where the outcome is a number.
             */
            horizon_s?: number | null;
            /**
             * Format: int64
             * @description Journeys looked at.
             */
            n: number;
            outcome: components["schemas"]["JourneyOutcome"];
            refused: components["schemas"]["RefusedDriver"][];
        };
        JourneyEvent: {
            activity: string;
            /** @description Everything else known of the event, by column name. */
            attributes?: {
                [key: string]: string;
            };
            /** @description RFC 3339 in UTC. */
            time: string;
        };
        /** @description What is measured of a journey. */
        JourneyMeasure: {
            activity: string;
            /** @enum {string} */
            measure: "activity";
        } | {
            from: string;
            /** @enum {string} */
            measure: "transition";
            to: string;
        } | {
            activity: string;
            /** @enum {string} */
            measure: "start";
        } | {
            activity: string;
            /** @enum {string} */
            measure: "end";
        } | {
            column: string;
            /** @enum {string} */
            measure: "value";
            value: string;
        } | {
            /** @enum {string} */
            measure: "stage";
            name: components["schemas"]["LocalText"];
        } | {
            /** @enum {string} */
            measure: "stage_passed";
            name: components["schemas"]["LocalText"];
        } | {
            /** @enum {string} */
            measure: "stage_time";
            name: components["schemas"]["LocalText"];
        } | {
            /** @enum {string} */
            measure: "events";
        } | {
            /** @enum {string} */
            measure: "duration";
        } | {
            column: string;
            /** @enum {string} */
            measure: "number";
        };
        /** @description What counts as outcome. */
        JourneyOutcome: {
            /** @description Any of these activities within the horizon after the landmark. */
            goal: string[];
        } | {
            /** @description A column of numbers, one per journey: what the order was worth. */
            number: string;
        };
        JourneyRow: {
            actor: string;
            /** @description Attributes of the actor. */
            attributes: {
                [key: string]: string;
            };
            events: components["schemas"]["JourneyEvent"][];
        };
        /**
         * @description Example journeys, event by event, in order of the actor's key, then of time. Where lives are cut a page may be longer
         *     than its limit: it holds all journeys of its last actor.
         */
        JourneysAsk: {
            /** @description Only this actor's. */
            actor?: string | null;
            /** @description Continue after this actor (seek pagination). */
            after?: string | null;
            /**
             * Format: int32
             * @description 1 to 1,000.
             */
            limit: number;
        };
        /** @description What came of items sent by a program. They are durable when this is answered. */
        KeptFeedback: {
            /** Format: int64 */
            accepted: number;
            /**
             * Format: int64
             * @description Known already by their ids.
             */
            duplicates: number;
            snapshot: string;
            source: string;
        };
        KindCount: {
            kind: components["schemas"]["FeedbackKind"];
            /** Format: int64 */
            n: number;
        };
        Knock: {
            /** @description Under which the guest comments. */
            name?: string | null;
            password?: string | null;
        };
        Lane: {
            id: string;
            /** @description Empty means the role's own name in the reader's language. */
            name?: components["schemas"]["LocalText"];
            /** @description Persona id, for a lane that is about one of several. */
            persona?: string | null;
            role: components["schemas"]["LaneRole"];
        };
        /**
         * @description What a lane means, whatever it is called.
         * @enum {string}
         */
        LaneRole: "goals" | "actions" | "touchpoints" | "channels" | "content" | "thoughts" | "feelings" | "needs" | "expectations" | "pains" | "delights" | "moments_of_truth" | "quotes" | "questions" | "kpis" | "opportunities" | "ideas" | "action_items" | "owner" | "front_stage" | "back_stage" | "support" | "images" | "text";
        /**
         * @description A language that everything is written in.
         * @enum {string}
         */
        Language: "en" | "ru";
        LanguageCount: {
            language: components["schemas"]["TextLanguage"];
            /** Format: int64 */
            n: number;
        };
        /** @description What is known about one language of a model. */
        LanguageReport: {
            /**
             * Format: double
             * @description Share of signs told rightly, mean of good and bad texts, 0..=1. 0 where nothing was trained.
             */
            accuracy: number;
            /**
             * Format: double
             * @description Mean distance of confidence and share that is right, over ten bins; 0 is best.
             */
            calibration_error: number;
            /**
             * Format: double
             * @description Correlation of the feeling told with the feeling scored.
             */
            correlation: number;
            /**
             * Format: double
             * @description `accuracy − seed_accuracy` and its 95 % interval over the same texts.
             */
            gain: number;
            /** Format: double */
            gain_hi: number;
            /** Format: double */
            gain_lo: number;
            language: components["schemas"]["TextLanguage"];
            n_bad: number;
            n_good: number;
            /** @description Good or bad texts held out: what the figures are about. */
            n_held_out: number;
            /** @description Scored texts there are. */
            n_texts: number;
            n_train: number;
            /**
             * Format: double
             * @description The same by the word lists alone.
             */
            seed_accuracy: number;
            /** Format: double */
            seed_correlation: number;
            /** @description Whether the model is used: only where it beats the word lists by more than chance. */
            used: boolean;
        };
        /** @description The time that was promised and how both are written. */
        Late: {
            format?: components["schemas"]["TimeFormat"];
            promised: string;
        };
        /** @description How the bytes of a file are laid out. What is absent is detected. */
        Layout: {
            decimal?: components["schemas"]["Decimal"] | null;
            /** @description One ASCII character. */
            delimiter?: string | null;
            encoding?: components["schemas"]["Encoding"] | null;
            format?: components["schemas"]["Format"] | null;
            /** @description Whether the first record holds names; without, columns are called `column_1`, `column_2`, … */
            header?: boolean | null;
            /** @description The object type of an OCEL log that is the case. */
            object_type?: string | null;
            /** @description One ASCII character. */
            quote?: string | null;
            /** @description Sheet of a workbook; absent: the first with rows. */
            sheet?: string | null;
        };
        /** @enum {string} */
        Level: "low" | "medium" | "high";
        Library: {
            /** @description By kind, then by id in the library. */
            items: components["schemas"]["LibraryEntry"][];
        };
        /** @description One thing of the library and the maps it stands on. */
        LibraryEntry: {
            /** @description Maps say different things about it: somebody changed one of them only. */
            differs: boolean;
            kind: components["schemas"]["LibraryKind"];
            /** @description Equal on all maps that use it. */
            library: string;
            /** @description As the first map says it. */
            name: components["schemas"]["LocalText"];
            used: components["schemas"]["LibraryUse"][];
        };
        /** @enum {string} */
        LibraryKind: "persona" | "channel" | "touchpoint" | "system" | "content" | "insight" | "metric" | "department" | "employee_role";
        LibraryUse: {
            /** @description Id it has on that map. */
            id: string;
            /** @description Id of the map. */
            map: string;
            /**
             * Format: int64
             * @description Cards, steps, lanes and moves that refer to it there.
             */
            places: number;
            title: components["schemas"]["LocalText"];
        };
        /**
         * @description What to do with start and complete records of one activity.
         * @enum {string}
         */
        Lifecycle: "keep" | "pair";
        /** @description Another map, as seen from one in a list. */
        LinkHead: {
            kind: components["schemas"]["MapLinkKind"];
            /** @description Id of the other map. */
            map: string;
        };
        /** @description Activities of logs and the steps they are. */
        LinkList: {
            /** @description In map order; a step without an activity stands with an empty one. */
            items: components["schemas"]["ActivityLink"][];
        };
        /** @enum {string} */
        LinksFormat: "json" | "csv" | "ocel";
        /**
         * @description How much it matters.
         * @enum {string}
         */
        LintSeverity: "error" | "warning" | "note";
        /** @description One text in one or more languages, keyed by BCP 47 tag. `und` is text in the language of the data. */
        LocalText: {
            [key: string]: string;
        };
        /**
         * @description The kind of log a link leads into.
         * @enum {string}
         */
        LogFormat: "xes" | "ocel" | "table";
        /** @description Events of a log, by the names the log itself uses. Names that are left out narrow nothing down. */
        LogLink: {
            /** @description `concept:name` of XES events; event types of OCEL. */
            activities?: string[];
            /** @description Single cases: `concept:name` of XES traces; ids of OCEL objects. */
            cases?: string[];
            /** @description Single events by their OCEL ids. */
            events?: string[];
            format: components["schemas"]["LogFormat"];
            /** @description OCEL: types of the objects the events are about. */
            object_types?: string[];
            /** @description A source of the workspace, or the name of a file. */
            source: string;
        };
        /** @description Looks up, for each row, the first row of another file whose `key` equals this row's `on`. */
        Lookup: {
            /** @description Which file: a name with `*` for any characters. It is then only looked up, and gives no feedback itself. */
            file: string;
            /** @description A column of the other file. */
            key: string;
            /** @description What its columns are called by: `orders` makes `orders.status`. */
            name: string;
            /** @description A column of this file. */
            on: string;
        };
        /** @description What a file of the format would not say of the map. */
        LossList: {
            format: components["schemas"]["ExportFormat"];
            /** @description The largest first; empty: nothing is lost. */
            items: components["schemas"]["FormatLoss"][];
        };
        MadeInvitation: components["schemas"]["InvitationView"] & {
            /** @description Shown once. */
            link: string;
            /** @description Whether the mail server took a letter with it. */
            mailed: boolean;
        };
        MadeShare: components["schemas"]["ShareView"] & {
            /** @description Shown once. */
            link: string;
        };
        MadeToken: components["schemas"]["TokenView"] & {
            /** @description Goes into the header `Authorization: Bearer …`; shown once. */
            token: string;
        };
        MailView: {
            from: string;
        };
        Map: {
            brand?: components["schemas"]["Brand"] | null;
            cards: components["schemas"]["Card"][];
            channels?: components["schemas"]["Channel"][];
            /** @description What was said about parts of the map. */
            comments?: components["schemas"]["Comment"][];
            department?: components["schemas"]["LocalText"];
            /** @description The day the content was last worked on, `2026-12-31`. */
            edited?: string | null;
            /** @description Of the content, as people call it: `draft`, `1.2`. */
            edition?: string | null;
            /** @description Own words for −2, −1, 0, +1, +2, in that order; empty means the usual ones. */
            feeling_words?: components["schemas"]["LocalText"][];
            /** @description Always `tropa.map`. */
            format: string;
            /** @description Ids that were merged or split away, and what they became: links from outside still arrive. */
            former?: components["schemas"]["Former"][];
            /** @description Stable for the life of the map. */
            id: string;
            images?: components["schemas"]["Image"][];
            /**
             * @description What cards and steps refer to and other maps may share: touchpoints, systems, content, insights, metrics,
             *     departments.
             */
            items?: components["schemas"]["Item"][];
            kind: components["schemas"]["MapKind"];
            /** @description Top to bottom. */
            lanes: components["schemas"]["Lane"][];
            /** @description Other maps this one belongs to: its to-be, its general map, the employees' side. */
            links?: components["schemas"]["MapLink"][];
            /** @description Moves beside the order of the columns: branches, loops, jumps back. */
            moves?: components["schemas"]["Move"][];
            origin?: components["schemas"]["Origin"] | null;
            owner?: string | null;
            /** @description Paths people take through the steps, the main one first. */
            paths?: components["schemas"]["Path"][];
            /** @description Whose journey it is. Cards may speak of one of them only. */
            personas?: components["schemas"]["Persona"][];
            /** @description Why the map is made and what will be decided with it. */
            purpose?: components["schemas"]["LocalText"];
            /** @description `2026-12-31`. */
            review_date?: string | null;
            /** @description The situation and the task the person has. */
            scenario?: components["schemas"]["LocalText"];
            /** @description What is in and what is out. */
            scope?: components["schemas"]["LocalText"];
            /** @description In map order. */
            stages: components["schemas"]["Stage"][];
            state: components["schemas"]["MapState"];
            title: components["schemas"]["LocalText"];
            /**
             * Format: int32
             * @description Of the format; this code writes 2.
             */
            version: number;
        };
        /** @description One thing done to a map. */
        MapChange: {
            /** @enum {string} */
            do: "set";
            field: string[];
            id: string;
            of: components["schemas"]["RecordKind"];
            /** @description Left out: the field is cleared. */
            value?: Record<string, never> | null;
        } | {
            /** @enum {string} */
            do: "add";
            /** @description Stage of a step, persona of a trait. */
            in?: string | null;
            place?: components["schemas"]["MapPlace"];
            record: components["schemas"]["MapRecord"];
        } | {
            /** @enum {string} */
            do: "remove";
            id: string;
            of: components["schemas"]["RecordKind"];
        } | {
            /** @enum {string} */
            do: "move";
            id: string;
            of: components["schemas"]["RecordKind"];
            place?: components["schemas"]["MapPlace"];
            /** @description Stage of a step, persona of a trait; left out: it stays in the one it is in. */
            to?: string | null;
        } | {
            /** @description Step or stage. */
            at: string;
            /** @enum {string} */
            do: "place_card";
            id: string;
            lane: string;
            place?: components["schemas"]["MapPlace"] | null;
            /** @description Last step it spans. */
            until?: string | null;
        } | {
            /** @enum {string} */
            do: "split";
            id: string;
            /** @description At least two, in map order, with new ids. */
            into: components["schemas"]["MapPart"][];
            of: components["schemas"]["RecordKind"];
        } | {
            /** @enum {string} */
            do: "merge";
            /** @description The first keeps its id and its place. */
            ids: string[];
            of: components["schemas"]["RecordKind"];
        } | {
            /** @description Takes back a change of a map that had problems: the records may have the problems again that they had. */
            back?: boolean;
            changes: components["schemas"]["MapChange"][];
            /** @enum {string} */
            do: "several";
        };
        /** @description What is different in `b`, the newer map, from `a`. */
        MapDiff: {
            a: components["schemas"]["ComparedMap"];
            b: components["schemas"]["ComparedMap"];
            /** @description As data, in the order of the map. */
            differences: components["schemas"]["MapDifference"][];
            /** @description In words, in the language asked for. */
            words: components["schemas"]["MapDiffReport"];
        };
        MapDiffLine: {
            /** @description Field by field. */
            details?: string[];
            /** @description As in [`Difference::id`]. */
            id: string;
            of: components["schemas"]["RecordKind"];
            text: string;
            what: components["schemas"]["MapDifferenceKind"];
        };
        /** @description All differences of two maps, in words. */
        MapDiffReport: {
            /** @description What concerns the whole map first, then the stages in map order. */
            sections: components["schemas"]["MapDiffSection"][];
            /** @description How many of what; or that there are none. */
            summary: string;
            title: string;
        };
        MapDiffSection: {
            lines: components["schemas"]["MapDiffLine"][];
            /** @description Stage id; none for the whole map. */
            stage?: string | null;
            title: string;
        };
        /** @description One thing that is different. A record may come several times: renamed, moved, changed. */
        MapDifference: {
            /** @description Where it stands; of what is gone, where it stood. */
            at?: components["schemas"]["MapWhereabouts"];
            /** @description Field by field, for what was changed or renamed. */
            fields?: components["schemas"]["MapFieldDifference"][];
            from?: components["schemas"]["MapWhereabouts"] | null;
            /** @description On the newer map; of what was removed, split or merged away on the older. */
            id: string;
            matched?: components["schemas"]["MapMatch"] | null;
            /** @description What people call it: the name, the words of a card. Of the newer map where it is there. */
            name?: components["schemas"]["LocalText"];
            /** @description Ids on the newer map: what a split record became, what a merged one is part of. */
            now?: string[];
            of: components["schemas"]["RecordKind"];
            what: components["schemas"]["MapDifferenceKind"];
        };
        /** @enum {string} */
        MapDifferenceKind: "added" | "removed" | "renamed" | "changed" | "moved" | "split" | "merged";
        /** @description One field, or one language of a text. A side that is left out had nothing there. */
        MapFieldDifference: {
            after?: Record<string, never> | null;
            before?: Record<string, never> | null;
            /** @description `text.ru`, `metric`, `opportunity.effort`. */
            field: string;
        };
        /**
         * @description A format a map can come in or leave in.
         * @enum {string}
         */
        MapFormat: "tropa" | "yaml" | "mermaid" | "csv" | "xlsx" | "cjml" | "ojf" | "markdown" | "they_do";
        /** @description A map as a list shows it to the caller. */
        MapHead: components["schemas"]["MapSummary"] & {
            /** @description What the caller may do on this map: by a right of their own on it, else by their role in the workspace. */
            role: components["schemas"]["WorkspaceRole"];
        };
        /** @enum {string} */
        MapKind: "customer" | "user" | "employee";
        /** @description Another map, as seen from this one. */
        MapLink: {
            /** @description Stage or step of this map the link stands at. */
            at?: string | null;
            id: string;
            kind: components["schemas"]["MapLinkKind"];
            /** @description How the link reads; empty means the other map's title. */
            label?: components["schemas"]["LocalText"];
            /** @description Id of the other map. */
            map: string;
            /** @description Stage or step of the other map it leads to. */
            there?: string | null;
            /** @description Library id of the touchpoint both maps share, for customer ↔ employee links. */
            touchpoint?: string | null;
        };
        /**
         * @description What the other map is to this one.
         * @enum {string}
         */
        MapLinkKind: "as_is" | "to_be" | "parent" | "child" | "general" | "derived" | "employee" | "customer" | "related";
        MapList: {
            /** @description The last changed first. */
            items: components["schemas"]["MapHead"][];
        };
        /** @description A record whose id was another on the older map. */
        MapMatch: {
            by: components["schemas"]["MatchReason"];
            /** @description Id on the older map. */
            was: string;
        };
        /** @description What a person states instead of leaving it to the proposal: the flags of the command line. */
        MapOptions: {
            /**
             * @description A column, or `=text` for a constant.
             * @default null
             */
            activity: string | null;
            /**
             * @description A column, `=text` for a constant, or `#row`: every row its own actor.
             * @default null
             */
            actor: string | null;
            /** @default [] */
            ends: string[];
            /** @default null */
            lifecycle: components["schemas"]["Lifecycle"] | null;
            /** @default null */
            object_type: string | null;
            /** @default null */
            score_scale: components["schemas"]["Scale"] | null;
            /** @default null */
            time: string | null;
            /** @default null */
            time_format: components["schemas"]["TimeFormat"] | null;
            /** @default null */
            time_zone: string | null;
        };
        /** @description One of those a record is split into. */
        MapPart: {
            /** @description With a new id. What the split record says and no part does goes to the first part. */
            record: components["schemas"]["MapRecord"];
            /**
             * @description Ids of what goes to this part: cards and comments, steps of a stage, traits of a persona, whatever referred to
             *     the split record. What nobody takes stays with the first part; what may refer to several (personas and items of
             *     a card, steps of a path) refers to all parts.
             */
            takes?: string[];
        };
        /** @description What of a map is changed without touching its content; what is absent stays. */
        MapPatch: {
            /** @description Put away, or taken out again. */
            archived?: boolean | null;
        };
        /** @description Where in its list, told by a neighbour. */
        MapPlace: "first" | "last" | {
            /** @description Right after the record with this id. */
            after: string;
        };
        /** @description One record of a map, whole: a stage with its steps, a persona with its traits. */
        MapRecord: {
            /** @enum {string} */
            kind: "stage";
            record: components["schemas"]["Stage"];
        } | {
            /** @enum {string} */
            kind: "step";
            record: components["schemas"]["MapStep"];
        } | {
            /** @enum {string} */
            kind: "lane";
            record: components["schemas"]["Lane"];
        } | {
            /** @enum {string} */
            kind: "card";
            record: components["schemas"]["Card"];
        } | {
            /** @enum {string} */
            kind: "persona";
            record: components["schemas"]["Persona"];
        } | {
            /** @enum {string} */
            kind: "trait";
            record: components["schemas"]["Trait"];
        } | {
            /** @enum {string} */
            kind: "channel";
            record: components["schemas"]["Channel"];
        } | {
            /** @enum {string} */
            kind: "item";
            record: components["schemas"]["Item"];
        } | {
            /** @enum {string} */
            kind: "move";
            record: components["schemas"]["Move"];
        } | {
            /** @enum {string} */
            kind: "path";
            record: components["schemas"]["Path"];
        } | {
            /** @enum {string} */
            kind: "link";
            record: components["schemas"]["MapLink"];
        } | {
            /** @enum {string} */
            kind: "image";
            record: components["schemas"]["Image"];
        } | {
            /** @enum {string} */
            kind: "comment";
            record: components["schemas"]["Comment"];
        } | {
            /** @enum {string} */
            kind: "former";
            record: components["schemas"]["Former"];
        };
        /** @description One thing to know about a map. */
        MapRemark: {
            /** @description `unknown_reference`, `no_owner`. */
            code: string;
            /** @description Ids of the records the place leads through, the outermost first: a stage and its step, a card. */
            ids: string[];
            /** @description In the document: `cards[12].metric`; empty for the map as a whole. */
            place: string;
            severity: components["schemas"]["LintSeverity"];
            /** @description What is the matter and what to do. */
            text: components["schemas"]["LocalText"];
        };
        /** @description What is wrong with a map, what would make it better, and how much of it rests on evidence. */
        MapReview: {
            /** @description The weightiest first. */
            advice: components["schemas"]["MapRemark"][];
            coverage: components["schemas"]["CoverageParts"];
            /** @description In the order of the document; empty for a sound map. */
            problems: components["schemas"]["MapRemark"][];
        };
        /**
         * @description What somebody may do on one map.
         * @enum {string}
         */
        MapRole: "none" | "viewer" | "commenter" | "editor";
        /** @enum {string} */
        MapState: "as_is" | "to_be";
        /** @description One column. In schemas `MapStep`: a question has steps of its own. */
        MapStep: {
            /** @description The activities of the log that are this step; empty for a step nobody has measured. */
            activities?: string[];
            description?: components["schemas"]["LocalText"];
            expected?: components["schemas"]["Wish"] | null;
            id: string;
            intended?: components["schemas"]["Wish"] | null;
            /** @description On the main path. */
            main?: boolean;
            moment_of_truth?: boolean;
            name: components["schemas"]["LocalText"];
            /** @description Many journeys go without it and nothing is wrong. */
            optional?: boolean;
            /** @description Ids of the touchpoints (items) met here. */
            touchpoints?: string[];
            /**
             * Format: double
             * @description How long it usually takes until the next step begins, seconds. For drawings with a time axis to scale.
             */
            typical_s?: number | null;
        };
        /** @description What a list of maps shows of each. */
        MapSummary: {
            /** @description When it was put away; RFC 3339 in UTC. */
            archived_at?: string | null;
            /**
             * Format: int64
             * @description Cards that rest on evidence, of `total`.
             */
            backed: number;
            /** Format: int32 */
            cards: number;
            /**
             * Format: int32
             * @description Comments nobody has resolved, answers not counted.
             */
            comments_open?: number;
            /** @description For whom the map is made. */
            department?: components["schemas"]["LocalText"];
            /** @description The day people last worked on the content, `2026-12-31`. */
            edited?: string | null;
            id: string;
            kind: components["schemas"]["MapKind"];
            /** @description Other maps it belongs to. */
            links?: components["schemas"]["LinkHead"][];
            owner?: string | null;
            /** @description Whose journey it is, in the order of the map. */
            personas?: components["schemas"]["PersonaHead"][];
            /** @description `2026-12-31`. */
            review_date?: string | null;
            /** Format: int64 */
            revision?: number;
            /** @description `source@version` its numbers were counted in. */
            snapshot?: string | null;
            /** @description The source the map was drafted from. */
            source?: string | null;
            /** Format: int32 */
            stages: number;
            state: components["schemas"]["MapState"];
            /** Format: int32 */
            steps: number;
            title: components["schemas"]["LocalText"];
            /** Format: int64 */
            total: number;
            /** @description RFC 3339 in UTC. */
            updated_at?: string;
        };
        /** @description Where on the map a record stands, as ids. */
        MapWhereabouts: {
            /** @description The neighbour it stands right after, for what was moved within its list; left out for the first. */
            after?: string | null;
            lane?: string | null;
            /** @description Of a trait. */
            persona?: string | null;
            stage?: string | null;
            step?: string | null;
            /** @description Last step of a card that spans several. */
            until?: string | null;
        };
        /** @description How files become events. */
        Mapping: {
            /** @description Artificial end activities (`lost`, `exit`): not events but the outcome of their actor, the last one counting. */
            ends?: string[];
            /** @description At least one with events. */
            inputs: components["schemas"]["InputMapping"][];
            lifecycle?: components["schemas"]["Lifecycle"];
            /** @description Always `tropa.mapping/1`. */
            schema: string;
            score_scale?: components["schemas"]["Scale"] | null;
            /**
             * @description Zone of times that state none, such as `Europe/Moscow`; absent means UTC. A local time that daylight saving
             *     skipped is moved forward by the jump; one that occurred twice is taken as the earlier.
             */
            time_zone?: string | null;
        };
        /**
         * @description What is looked for.
         * @enum {string}
         */
        MaskKind: "email" | "card" | "passport" | "phone" | "number" | "name" | "own";
        /**
         * @description A regular expression (syntax of the Rust crate `regex`: linear time, no look-around). With a group `m` only the
         *     group is masked.
         */
        MaskPattern: {
            /** @description Stands in the text instead, in brackets; absent: `[masked]`. */
            label?: string | null;
            pattern: string;
        };
        MaskRuleView: {
            kind: components["schemas"]["MaskKind"];
            /** @description What stands in the text instead. */
            label: components["schemas"]["LocalText"];
            on: boolean;
            /** @description What it looks for. */
            rule: components["schemas"]["LocalText"];
        };
        /** @description What is masked in a workspace. A decision of its people, kept with its version; imports say which they used. */
        MaskRules: {
            /** @description Rules of our own that are switched off. */
            off?: components["schemas"]["MaskKind"][];
            patterns?: components["schemas"]["MaskPattern"][];
            /** @description Always `tropa.masks/1`. */
            schema: string;
            /**
             * Format: int64
             * @description Counts the changes from 1; given by the workspace.
             */
            version?: number;
            words?: components["schemas"]["MaskWord"][];
        };
        /** @description A word or words, found as they are, whole, in any case. */
        MaskWord: {
            label?: string | null;
            word: string;
        };
        /** @description A text after the masks. */
        Masked: {
            /** @description How many places each rule took out. */
            found: {
                [key: string]: number;
            };
            text: string;
        };
        /** @description The rules with what each of ours looks for. */
        MasksView: {
            /** @description Rules that every workspace begins with, in the order in which they are applied. */
            builtin: components["schemas"]["MaskRuleView"][];
            rules: components["schemas"]["MaskRules"];
        };
        /**
         * @description Why two records of different maps are taken for the same, the strongest first.
         * @enum {string}
         */
        MatchReason: "link" | "library" | "activities" | "name" | "role" | "place";
        /**
         * @description What a score measures. Scores of different measures or scales are never averaged together.
         * @enum {string}
         */
        Measure: "nps" | "csat" | "ces" | "stars" | "other";
        /** @description What an action did, and how far that may be believed. */
        MeasuredEffect: {
            /** @description What a reader must know before believing it: a sale in the same weeks, few journeys. */
            caveats?: components["schemas"]["LocalText"][];
            /** @description How much a number became larger or smaller, with its interval and n. */
            change: components["schemas"]["Metric"];
            design: components["schemas"]["EffectDesign"];
            /** @description The day of the measurement. */
            on?: string | null;
        };
        MemberChange: {
            disabled?: boolean | null;
            role?: components["schemas"]["WorkspaceRole"] | null;
        };
        MemberList: {
            /** @description By name. */
            items: components["schemas"]["MemberView"][];
        };
        /** @description A person in the workspace. */
        MemberView: {
            colour: string;
            /** @description May not sign in. */
            disabled: boolean;
            email: string;
            id: string;
            last_seen_at?: string | null;
            name: string;
            role: components["schemas"]["WorkspaceRole"];
            /** @description Ids. */
            teams: string[];
        };
        /**
         * @description How an interval was found.
         * @enum {string}
         */
        Method: "adjusted_wald" | "wilson" | "t" | "bootstrap" | "shrinkage" | "root_sum";
        /** @description A frozen number with all a reader needs to check it. */
        Metric: {
            /** @description What `n` counts, in words. */
            base: components["schemas"]["LocalText"];
            /**
             * Format: int64
             * @description The count behind a share, where there is one.
             */
            count?: number | null;
            /** @description First and last day it was measured over, `2026-01-31`, both included. */
            from?: string | null;
            /** Format: double */
            hi?: number | null;
            /** @description How a number of people's own is called, for `name` = `own`: «NPS after delivery». */
            label?: components["schemas"]["LocalText"];
            /** Format: double */
            lo?: number | null;
            /** Format: int64 */
            n: number;
            /** @description What is measured: `reach`, `loss`, `continued`, `median_time`, `wait`, `journeys_harmed`. */
            name: components["schemas"]["MetricName"];
            to?: string | null;
            unit: components["schemas"]["MetricUnit"];
            /** Format: double */
            value: number;
        };
        /** @enum {string} */
        MetricName: "reach" | "continued" | "completed" | "still_open" | "loss" | "median_time" | "wait" | "journeys_harmed" | "score" | "channel_share" | "times_per_journey" | "own";
        /** @enum {string} */
        MetricUnit: "share" | "seconds" | "journeys" | "points" | "times" | "money" | "number";
        /** @description A part of the mapping that the files do not tell. */
        Missing: {
            file: string;
            /** @description What to pass on the command line. */
            pass: components["schemas"]["LocalText"];
            /** @description What was seen instead. */
            saw: components["schemas"]["LocalText"];
            what: components["schemas"]["MissingPart"];
        };
        /**
         * @description The parts of a mapping that may be missing: a closed set, so that screens can name each.
         * @enum {string}
         */
        MissingPart: "file" | "actor" | "activity" | "time" | "time_format" | "object_type" | "join" | "scale" | "said";
        /** @description One model over all channels. */
        ModelCredits: {
            /** @description By channel's name, the same order in every model. */
            credits: components["schemas"]["Credit"][];
            model: components["schemas"]["AttributionModel"];
            title: components["schemas"]["LocalText"];
        };
        /** @description What was learned from scored answers, in the language most is written in. */
        ModelQuality: {
            /**
             * Format: double
             * @description Share of good and bad told rightly, 0..=1; by word lists alone for `seed_accuracy`.
             */
            accuracy: number;
            /** @description How often what is told with a confidence is right; empty where it was not looked at. */
            calibration: components["schemas"]["CalibrationBin"][];
            /**
             * Format: double
             * @description Mean distance of confidence and share that is right.
             */
            ece: number;
            /** @description Every language by itself. */
            languages: components["schemas"]["LanguageReport"][];
            /**
             * Format: int64
             * @description Answers kept apart, which the figures are about.
             */
            n_held_out: number;
            /** Format: int64 */
            n_train: number;
            note?: components["schemas"]["LocalText"] | null;
            /** Format: double */
            seed_accuracy: number;
            used: boolean;
        };
        /** @description Which analyser read the texts. */
        ModelState: {
            /** Format: int32 */
            analyser: number;
            /** @description What the workspace's own scores taught is used: it did better than the rules alone on answers it had not seen. */
            used: boolean;
        };
        /** @description A moment of truth: an experience that measurably moves the outcome. */
        Moment: {
            effect?: components["schemas"]["Metric"] | null;
            /** @description What it decides: «whether they buy a second time». */
            outcome?: components["schemas"]["LocalText"];
            /** @description Item id of the touchpoint it is. */
            touchpoint?: string | null;
        };
        /** @description A way from one step to another that the order of the columns does not say. */
        Move: {
            evidence?: components["schemas"]["Evidence"][];
            /** @description Step id. */
            from: string;
            id: string;
            kind: components["schemas"]["MoveKind"];
            /** @description When it is taken: «the card was declined». */
            label?: components["schemas"]["LocalText"];
            /** @description Persona ids; empty means everybody. */
            personas?: string[];
            /**
             * Format: double
             * @description Of the journeys that were at `from`, 0..=1.
             */
            share?: number | null;
            /** @description Step id. */
            to: string;
        };
        /** @enum {string} */
        MoveKind: "branch" | "loop" | "skip" | "exit";
        NamedDriver: {
            /**
             * Format: double
             * @description Pearson's, −1..=1.
             */
            correlation: number;
            /** @description `aspect:staff`, `question:How was the delivery?`. */
            driver: string;
            /**
             * Format: double
             * @description How it feels in the mean, −2..=+2: what it adds where it is spoken of.
             */
            effect: number;
            /** Format: double */
            hi: number;
            /** Format: double */
            lo: number;
            /**
             * Format: int64
             * @description Items that speak of it, or answers to the question.
             */
            n: number;
            name: components["schemas"]["LocalText"];
            /**
             * Format: double
             * @description The same, where it is known.
             */
            performance?: number | null;
            quadrant?: components["schemas"]["Quadrant"] | null;
            /**
             * Format: int32
             * @description From 1, with its interval.
             */
            rank: number;
            /** Format: int32 */
            rank_hi: number;
            /** Format: int32 */
            rank_lo: number;
            /**
             * Format: double
             * @description Of the explained variance, 0..=1, with its interval.
             */
            share: number;
        };
        /** @description Somebody as the history names them. */
        NamedPerson: {
            /** @description Empty where the server did it by itself. */
            id: string;
            name: string;
        };
        /** @description A state of a map that somebody gave a name. */
        NamedVersion: {
            /** @description RFC 3339 in UTC. */
            at: string;
            /** @description Who named it, as the person is called now. */
            by?: string | null;
            id: string;
            name: string;
            note?: string | null;
            /**
             * Format: int64
             * @description The map's position it shows.
             */
            seq: number;
        };
        /** @description A filter that selects nearly the journeys of a segment. */
        NearRule: {
            /** @description `where` expression. */
            filter: string;
            /**
             * Format: double
             * @description Share of the journeys it selects that belong to the segment, 0..=1.
             */
            precision: number;
            /**
             * Format: double
             * @description Share of the segment's journeys it selects, 0..=1.
             */
            recall: number;
        };
        /** @description A hypothesis. */
        Need: {
            /** @description The touchpoint it stands at. */
            activity: string;
            /**
             * Format: double
             * @description Journeys beyond what is usual: the ranking.
             */
            beyond: number;
            /** @description What people may need, as a question to ask them. */
            hypothesis: components["schemas"]["LocalText"];
            /**
             * Format: int64
             * @description Journeys that show it.
             */
            journeys: number;
            kind: components["schemas"]["NeedKind"];
            /** Format: double */
            q: number;
            /** @description Selects the journeys; examples for searches and workarounds, where the grammar cannot say it exactly. */
            records: string;
            /** @description Of the journeys that meet the touchpoint, 0..=1. */
            share: components["schemas"]["FindingEstimate"];
            /** @description What follows it (help, return), or the channels left and taken (workaround). */
            then?: string | null;
            title: components["schemas"]["LocalText"];
            /**
             * Format: double
             * @description The same share over all other touchpoints.
             */
            usual: number;
        };
        /**
         * @description What people do instead of saying what they need.
         * @enum {string}
         */
        NeedKind: "failed_search" | "help" | "repeat" | "workaround" | "return";
        NewCode: {
            name: string;
            /** @description Absent: at the top. */
            parent?: string | null;
        };
        NewCoding: {
            /** @description Id of a code. */
            code: string;
            item: string;
            span: components["schemas"]["Span"];
            step?: string | null;
        };
        NewComment: {
            /** @description Id of the comment it answers. */
            answers?: string | null;
            /** @description Id of a card, step, stage, lane or persona. */
            at: string;
            /** @description People to be told, beside those named in the text. */
            mentions?: string[];
            text: string;
        };
        NewGuestComment: {
            at: string;
            text: string;
        };
        /** @description A map to be begun. */
        NewMap: {
            lang?: components["schemas"]["Language"] | null;
            /** @description Id of a template of a map. */
            template: string;
            /** @description The template's when absent. */
            title?: string | null;
        };
        NewPassword: {
            password: string;
        };
        NewShare: {
            can_comment?: boolean;
            /** @description RFC 3339; absent: until it is revoked. */
            expires_at?: string | null;
            hide_evidence?: boolean;
            /** @description Ids of lanes. */
            hide_lanes?: string[];
            name: string;
            password?: string | null;
        };
        NewStudy: {
            document: components["schemas"]["Study"];
        };
        NewSuggestion: {
            /** @description At least one; together they can be made on the map as it is now. */
            changes: components["schemas"]["MapChange"][];
            reason?: string | null;
            title: string;
        };
        NewSurvey: {
            document: components["schemas"]["Survey"];
        };
        NewTeam: {
            /** @description Ids of people; who is no member of the workspace is left out. */
            members?: string[];
            name: string;
        };
        NewToken: {
            /** @description RFC 3339; absent: until it is revoked. */
            expires_at?: string | null;
            name: string;
            scopes: components["schemas"]["TokenScope"][];
        };
        NewView: {
            name: string;
            query?: string;
            shared?: boolean;
        };
        /** @description What a member of the team knows: weaker than a record, stronger than nothing. */
        Note: {
            by: string;
            link?: string | null;
            /** @description `2026-12-31`. */
            on?: string | null;
            text: components["schemas"]["LocalText"];
        };
        /** @enum {string} */
        NotificationKind: "mention" | "answer" | "guest";
        NotificationList: {
            /** @description The newest first. */
            items: components["schemas"]["NotificationView"][];
        };
        /** @description Something a person should look at. */
        NotificationView: {
            /** @description Id of the record it stands at; empty where the comment is gone. */
            at: string;
            by: string;
            /** @description Id of the comment. */
            comment: string;
            id: string;
            kind: components["schemas"]["NotificationKind"];
            map: string;
            map_title: components["schemas"]["LocalText"];
            seen: boolean;
            /** @description The beginning of what was said. */
            text: string;
            /** @description RFC 3339 in UTC. */
            when: string;
        };
        /** @description The net promoter score, −100..=100, with its 95 % interval. */
        NpsOfStep: {
            /**
             * Format: int64
             * @description 0 to 6.
             */
            detractors: number;
            /** Format: double */
            hi: number;
            /** Format: double */
            lo: number;
            /** Format: int64 */
            n: number;
            /** Format: int64 */
            passives: number;
            /**
             * Format: int64
             * @description 9 and 10.
             */
            promoters: number;
            /** Format: double */
            value: number;
        };
        /** @description A kind of object of an OCEL log. */
        ObjectType: {
            /** @description Attributes of the objects, as columns called `case:name`. */
            attributes?: components["schemas"]["DetectedColumn"][];
            /**
             * Format: int64
             * @description Pairs of an event and an object of this type.
             */
            events: number;
            name: string;
            /** Format: int64 */
            objects: number;
        };
        /** @description A link that is shown once. */
        OneTimeLink: {
            expires_at: string;
            link: string;
        };
        /** @description How something is felt, and how sure the reading is. */
        Opinion: {
            /**
             * Format: double
             * @description Probability that the sign is right, 0..=1, calibrated.
             */
            confidence: number;
            /** @description −2..=+2. */
            feeling: components["schemas"]["Feeling"];
        };
        /** @description An improvement that could be made here, and what is known about its worth. */
        Opportunity: {
            /** @description Ids of the pain and delight cards it answers. */
            answers?: string[];
            /**
             * Format: double
             * @description 0..=1.
             */
            confidence?: number | null;
            department?: components["schemas"]["LocalText"];
            effect?: components["schemas"]["Metric"] | null;
            effort?: components["schemas"]["Level"] | null;
            horizon?: components["schemas"]["Horizon"] | null;
            impact?: components["schemas"]["Level"] | null;
            owner?: string | null;
            /**
             * Format: int32
             * @description Place among the opportunities of the map, 1 is what to do first.
             */
            rank?: number | null;
            reach?: components["schemas"]["Metric"] | null;
            /** @description Of a solution (a card of an ideas lane): ids of the opportunity cards it is a way to. */
            solves?: string[];
            status: components["schemas"]["Status"];
        };
        Origin: {
            /** @description The answers behind the numbers, so that the map stands without the lake. */
            answers?: components["schemas"]["Answer"][];
            base: string;
            filter?: string | null;
            /** @description RFC 3339, both ends included. */
            from: string;
            /**
             * Format: int64
             * @description Journeys in the base.
             */
            n: number;
            /** @description What the reader must know: what was left out and why. */
            notes?: components["schemas"]["LocalText"][];
            /** @description `source@version`. */
            snapshot: string;
            to: string;
        };
        /** @description How good the outcome is told. Lower is better for Brier score and log loss (nats). */
        OutcomeQuality: {
            /**
             * @description At the alarm: the probability under which a fifth of all journeys without goal are caught. Of the alarmed this
             *     share did not reach the goal, and half of them were caught at least so many seconds before the end.
             */
            alarm_precision: components["schemas"]["FindingEstimate"];
            alarm_recall: components["schemas"]["FindingEstimate"];
            /**
             * Format: double
             * @description Probability that a journey that will reach the goal is told a higher probability than one that will not.
             */
            auc: number;
            /** Format: double */
            brier: number;
            /**
             * Format: double
             * @description Always telling the share of earlier journeys that reached the goal.
             */
            brier_of_base: number;
            calibration: components["schemas"]["PredictionBin"][];
            /**
             * Format: double
             * @description Mean distance between what was told and what came, over the bins.
             */
            calibration_error: number;
            /** Format: double */
            lead_s?: number | null;
            /** Format: double */
            log_loss: number;
            /** Format: double */
            log_loss_of_base: number;
            /**
             * Format: int64
             * @description Moments measured.
             */
            n: number;
        };
        /** @description A browser the person is signed in with. */
        OwnSession: {
            /** @description What the browser calls itself. */
            agent?: string | null;
            created_at: string;
            /** @description The one that asks. */
            current: boolean;
            id: string;
            ip?: string | null;
            seen_at: string;
        };
        OwnSessionList: {
            /** @description The last used first. */
            items: components["schemas"]["OwnSession"][];
        };
        /** @description The harm a pain does, in its own unit; how many journeys it does it to is the card's metric. */
        Pain: {
            kind: components["schemas"]["PainKind"];
            /** Format: double */
            severity: number;
            /** @description `share`, `seconds`, `times`, `feeling`. */
            severity_unit: string;
        };
        /** @enum {string} */
        PainKind: "loss" | "waiting" | "loop" | "repeat" | "low_score";
        PasswordChange: {
            new: string;
            old: string;
        };
        Path: {
            evidence?: components["schemas"]["Evidence"][];
            id: string;
            /** Format: int64 */
            journeys: number;
            name: components["schemas"]["LocalText"];
            /** Format: double */
            share: number;
            /** @description Step ids in order; a step may stand several times. */
            steps: string[];
        };
        PathNode: {
            activity: string;
        } | "other" | "end";
        /** @description From column `step` to column `step + 1`. The journeys of one step add up to n. */
        PathRow: {
            /** Format: int64 */
            journeys: number;
            /**
             * Format: double
             * @description Of all n.
             */
            share: number;
            source: components["schemas"]["PathNode"];
            /**
             * Format: int32
             * @description 1-based column of `source`.
             */
            step: number;
            target: components["schemas"]["PathNode"];
        };
        /** @description Step by step: which activity stands at place k and at place k + 1. */
        PathsAsk: {
            /**
             * Format: int32
             * @description Number of transitions looked at, 1 to 50.
             */
            depth: number;
            /** @description Begin each journey at its first occurrence of this activity; journeys without it are left out of n. */
            start?: string | null;
            /**
             * Format: int32
             * @description Activities named per column; the rest is *other*. 1 to 1,000.
             */
            top: number;
        };
        PersonView: {
            /** @description Of the person's cursor: `#rrggbb`. */
            colour: string;
            email: string;
            id: string;
            /** @description Keeps the installation: makes workspaces. */
            installation_admin: boolean;
            /** @description `en` or `ru`; absent: what the browser asks for. */
            language?: string | null;
            name: string;
        };
        Persona: {
            /** @description B2B: parts in the decision. One person may play several. */
            buying_roles?: components["schemas"]["BuyingRole"][];
            id: string;
            /** @description Image id. */
            image?: string | null;
            /** @description Id in the library shared between maps. */
            library?: string | null;
            name: components["schemas"]["LocalText"];
            quote?: components["schemas"]["Quote"] | null;
            /** @description `where` expression of the segment the persona stands for. */
            segment?: string | null;
            size?: components["schemas"]["Metric"] | null;
            story?: components["schemas"]["LocalText"];
            /** @description In one line: «furnishes the first own flat». */
            summary?: components["schemas"]["LocalText"];
            /** @description In the order they are shown. */
            traits?: components["schemas"]["Trait"][];
        };
        /** @description A persona as proposed. People rename it, add a face and fill what is missing. */
        PersonaDraft: {
            /** @description Kinds of which the evidence says nothing: to be asked in an interview, not to be invented. */
            missing: components["schemas"]["DraftTraitKind"][];
            /**
             * Format: int64
             * @description Journeys of the segment.
             */
            n: number;
            /** @description Neutral, from behaviour. */
            name: components["schemas"]["LocalText"];
            /** @description `where` expression of the segment, where there is one. */
            records?: string | null;
            /**
             * Format: int32
             * @description Number of the segment, from 1.
             */
            segment: number;
            /** @description Share of all journeys. */
            share: components["schemas"]["FindingEstimate"];
            /** @description In one sentence: how many, and what tells them from the others. */
            summary: components["schemas"]["LocalText"];
            /** @description By kind, then in the order they should be read. */
            traits: components["schemas"]["DraftTrait"][];
            typical?: components["schemas"]["Typical"] | null;
        };
        /** @description A persona as a list of maps shows it. */
        PersonaHead: {
            id: string;
            /** @description Id in the library shared between maps. */
            library?: string | null;
            name: components["schemas"]["LocalText"];
        };
        /** @description Where an item is put. */
        PinOrder: {
            /** @description Key or name of a step, also one nobody has named yet; `null`: it belongs to no step. */
            step?: string | null;
        };
        Point: {
            asked?: components["schemas"]["Asked"] | null;
            /** @description Absent: all people together. */
            group?: string | null;
            /** Format: double */
            hi?: number | null;
            /** Format: double */
            lo?: number | null;
            /**
             * Format: int64
             * @description Scores of the question, and texts, that tell the point.
             */
            n_scores: number;
            /** Format: int64 */
            n_texts: number;
            /** @description What a reader must know: another question than its neighbours', answers left out. */
            notes?: components["schemas"]["LocalText"][];
            /**
             * Format: double
             * @description The plain mean of the scores in points of their scale, as asked.
             */
            raw_mean?: number | null;
            /**
             * Format: double
             * @description How far it was drawn to the mean of its neighbours, 0 (not at all)..=1.
             */
            shrunk: number;
            state: components["schemas"]["PointState"];
            step: string;
            /**
             * Format: double
             * @description −2..=+2, shrunk; absent where missing.
             */
            value?: number | null;
        };
        /** @enum {string} */
        PointState: "measured" | "inferred" | "missing";
        /** @description Which outcome is predicted. */
        PredictOrder: {
            /** @description Activities that decide against it; absent: those whose names tell of a bad end. */
            against?: string[] | null;
            cut?: components["schemas"]["Cut"] | null;
            /** @description Activities that count as success; empty: the ends by design that discovery finds. */
            goals?: string[];
            /** @description Absent: the only source there is. */
            source?: string | null;
            /** @description Keep only journeys for which this holds. */
            where?: string | null;
        };
        /** @description A prediction, with the people behind the journeys it names. */
        Predicted: components["schemas"]["Prediction"] & {
            /** @description Key of the actor of each journey at risk, in their order. */
            actors: string[];
        };
        /** @description What is predicted and how good it is. */
        Prediction: {
            /** @description Least likely to reach the goal first, at most [`AT_RISK_MAX`]. */
            at_risk: components["schemas"]["AtRisk"][];
            /**
             * Format: double
             * @description Over all journeys on their way: how many of them will reach the goal.
             */
            goals_expected: number;
            /**
             * Format: int64
             * @description Journeys whose end is known: what was learned from.
             */
            known: number;
            notes: components["schemas"]["LocalText"][];
            /**
             * Format: int64
             * @description Journeys on their way.
             */
            open: number;
            quality?: components["schemas"]["PredictionQuality"] | null;
        };
        /** @description Journeys that were told about this probability, and how many of them reached the goal. */
        PredictionBin: {
            /** @description Share that reached the goal; `n` counts moments, several of one journey. */
            reached: components["schemas"]["FindingEstimate"];
            /**
             * Format: double
             * @description Mean of the probabilities told.
             */
            told: number;
        };
        /** @description How good all three are. */
        PredictionQuality: {
            /**
             * Format: int64
             * @description Journeys learned from and journeys told.
             */
            learned: number;
            /** Format: double */
            left_error_of_base_s: number;
            /**
             * Format: double
             * @description Mean distance between the median told and the time that was left, seconds; of always telling the median.
             */
            left_error_s: number;
            /** @description Share of times that lay within the interval of eight in ten. */
            left_within: components["schemas"]["FindingEstimate"];
            /** @description Share of next steps that were told first. */
            next_accuracy: components["schemas"]["FindingEstimate"];
            /**
             * Format: double
             * @description Log loss of the next step, nats; of remembering one step only; of remembering nothing.
             */
            next_log_loss: number;
            /** Format: double */
            next_log_loss_of_none: number;
            /** Format: double */
            next_log_loss_of_one_step: number;
            outcome?: components["schemas"]["OutcomeQuality"] | null;
            /** Format: int64 */
            told: number;
        };
        /** @description Example events, as a table. */
        Preview: {
            /** @description `actor`, `time`, `activity`, then the columns by their names in the lake. */
            columns: string[];
            notes: components["schemas"]["LocalText"][];
            /** @description Rows among them that would go to quarantine. */
            rejected: components["schemas"]["RejectedRow"][];
            /** @description Texts as they will be stored; times in RFC 3339, UTC; an empty text is a missing value. */
            rows: string[][];
        };
        /** @description What the files hold and how they would be read. */
        PreviewAnswer: {
            /** @description One for each upload. */
            detected: components["schemas"]["Detected"][];
            preview?: components["schemas"]["Preview"] | null;
            proposed: components["schemas"]["Proposed"];
            /** @description The source the events would go to unless told otherwise. */
            source: string;
        };
        PreviewOrder: {
            mapping?: components["schemas"]["Mapping"] | null;
            /** @description What is known already of columns, zone and so on. */
            options?: components["schemas"]["MapOptions"];
            /** @description Ids of uploads, all of one import. */
            uploads: string[];
        };
        /** @description Something to mend, with its place in the document: `questions[2].kind.options[0].text`. */
        Problem: {
            message: components["schemas"]["LocalText"];
            path: string;
        };
        ProblemList: {
            /** @description In the order of the document; empty where it can be asked. */
            problems: components["schemas"]["Problem"][];
        };
        ProfileChange: {
            colour?: string | null;
            /** @description `en`, `ru`, or empty for what the browser asks for. */
            language?: string | null;
            name?: string | null;
        };
        /**
         * @description What is being done at the moment.
         * @enum {string}
         */
        ProgressStage: "waiting" | "simulating" | "reading" | "writing" | "indexing" | "discovering" | "reading_texts" | "finding_topics" | "asking_model";
        /** @description The outcome of a proposal. */
        Proposed: {
            mapping?: components["schemas"]["Mapping"] | null;
            /** @description What cannot be told. */
            missing: components["schemas"]["Missing"][];
            notes: components["schemas"]["LocalText"][];
            /** @description Why each column got its role. */
            reasons: components["schemas"]["RoleReason"][];
        };
        /**
         * @description Importance × performance (Martilla and James 1977).
         * @enum {string}
         */
        Quadrant: "mend_first" | "protect" | "low_priority" | "possibly_overdone";
        QuarantineList: {
            /** @description By import and place. */
            items: components["schemas"]["QuarantinedRow"][];
            /** @description Where the next rows begin: to be sent as `after`. Absent at the end. */
            next?: string | null;
            /** @description `tropa.quarantine/1`. */
            schema: string;
            source: string;
            /**
             * Format: int64
             * @description All rows in quarantine.
             */
            total: number;
        };
        /** @description A row in quarantine. */
        QuarantinedRow: {
            /** @description `bad_time`, `missing_actor`, … */
            code: string;
            column?: string | null;
            file: string;
            /** @description The row as a JSON object of column names and texts; absent where it was too long to keep. */
            raw?: string | null;
            /** @description What was expected and what to do. */
            reason: components["schemas"]["LocalText"];
            /**
             * Format: int64
             * @description 1-based, as a person counts in the file.
             */
            row: number;
            value?: string | null;
        };
        /** @description One question to one source. The answer is a pure function of (question, snapshot). */
        Question: {
            ask: components["schemas"]["Ask"];
            cut?: components["schemas"]["Cut"] | null;
            /** @description The source asked; absent means the only one there is. */
            source?: string | null;
            /** @description Keep only journeys for which this holds: `channel = "web" and segment in ("vip")`. See `expr`. */
            where?: string | null;
        };
        QuestionKind: {
            /** @enum {string} */
            kind: "nps";
        } | {
            /** @enum {string} */
            kind: "csat";
            /** Format: int32 */
            points: number;
        } | {
            /** @enum {string} */
            kind: "ces";
            /** Format: int32 */
            points: number;
        } | {
            /** @enum {string} */
            kind: "faces";
        } | {
            /** Format: int32 */
            hi: number;
            hi_name?: components["schemas"]["LocalText"];
            /** @enum {string} */
            kind: "rating";
            /** Format: int32 */
            lo: number;
            lo_name?: components["schemas"]["LocalText"];
        } | {
            /** @enum {string} */
            kind: "choice";
            options: components["schemas"]["ChoiceOption"][];
            /** @description A field for an answer of one's own. */
            other?: boolean;
        } | {
            /** @enum {string} */
            kind: "multi";
            /** Format: int32 */
            most?: number;
            options: components["schemas"]["ChoiceOption"][];
            other?: boolean;
        } | {
            emotions?: components["schemas"]["Emotion"][];
            /** @enum {string} */
            kind: "emotion";
            /** Format: int32 */
            most?: number;
        } | {
            /** @enum {string} */
            kind: "text";
            /** @description Several lines. */
            long?: boolean;
        };
        QuestionResult: {
            /** @description Scores from the lowest, options as in the survey: those nobody chose, too. */
            counts: components["schemas"]["ChoiceCount"][];
            estimate?: components["schemas"]["Estimate"] | null;
            id: string;
            /** @description `nps`, `choice`, … */
            kind: string;
            mean?: components["schemas"]["Estimate"] | null;
            /**
             * Format: int64
             * @description People who answered it.
             */
            n: number;
            /**
             * Format: int64
             * @description Texts there are, shown or not.
             */
            n_texts: number;
            step?: string | null;
            text: components["schemas"]["LocalText"];
            /** @description The newest first. */
            texts: components["schemas"]["SaidText"][];
        };
        /** @description Exact words of a person, and where they stand. */
        Quote: {
            /** @description Who, as far as readers may know: «customer, 34», «interview 7». */
            by?: string | null;
            /**
             * Format: int64
             * @description First character of the quote in the record, counted from 0 in Unicode scalar values.
             */
            from?: number | null;
            /** @description BCP 47 tag of the words. */
            lang?: string | null;
            /**
             * @description The record it is taken from: an interview, a review, a ticket. `voice:SOURCE/ITEM#body` is a part of a text kept
             *     in the workspace.
             */
            record?: string | null;
            text: string;
            /**
             * Format: int64
             * @description One past its last character.
             */
            to?: number | null;
        };
        QuoteList: components["schemas"]["VoiceState"] & {
            /** @description Best first: typical, short and clear. */
            items: components["schemas"]["VoiceQuote"][];
            /** Format: int64 */
            n: number;
            next?: string | null;
        };
        /** @description Where words stand. */
        QuotePlace: {
            item: string;
            source: string;
            span: components["schemas"]["Span"];
        };
        /** @description What was understood of one item. */
        Reading: {
            language: components["schemas"]["TextLanguage"];
            opinion?: components["schemas"]["Opinion"] | null;
            /** @description In order of their place. */
            sentences: components["schemas"]["SentenceReading"][];
        };
        ReasonCount: {
            /** @description `bad_time`, `missing_actor`, … */
            code: string;
            /** Format: int64 */
            rows: number;
        };
        /** @description What happened to one record. */
        RecordChange: {
            id: string;
            kind: components["schemas"]["RecordKind"];
            what: components["schemas"]["RecordChangeKind"];
        };
        /** @enum {string} */
        RecordChangeKind: "added" | "changed" | "moved" | "removed";
        /**
         * @description What a record is. `map` is the map itself: its title, purpose, owner and whatever else is no list of records.
         * @enum {string}
         */
        RecordKind: "map" | "stage" | "step" | "lane" | "card" | "persona" | "trait" | "channel" | "item" | "move" | "path" | "link" | "image" | "comment" | "former";
        /**
         * @description Why a touchpoint is not compared.
         * @enum {string}
         */
        Refusal: "required" | "part_of_the_goal" | "no_choice";
        RefusedDriver: {
            activity: string;
            reason: components["schemas"]["LocalText"];
            why: components["schemas"]["Refusal"];
        };
        /**
         * @description Why a row was refused: a closed set, so that summaries and screens can name each.
         * @enum {string}
         */
        RejectCode: "missing_actor" | "missing_activity" | "missing_time" | "bad_time" | "bad_number" | "score_off_scale" | "wrong_field_count" | "unclosed_quote" | "bad_encoding" | "bad_json" | "field_too_long" | "no_join_match" | "nothing_said";
        /** @description A row in quarantine: none of its events was accepted. */
        RejectedRow: {
            code: components["schemas"]["RejectCode"];
            /** @description Absent when the row as a whole is wrong. */
            column?: string | null;
            file: string;
            /**
             * @description The row as a JSON object of column names and texts: corrected, it can be read again as a line of JSONL with the
             *     same mapping. Empty when the row was longer than can be kept.
             */
            raw?: string;
            /** @description What was expected and what to do. */
            reason: components["schemas"]["LocalText"];
            /**
             * Format: int64
             * @description Text files: the line where the record begins. Spreadsheets: the row. Others: the ordinal of the record. From 1.
             */
            row: number;
            /** @description What stood there, cut to 200 characters. */
            value: string;
        };
        /** @description Why not, for who proposed it. */
        Rejection: {
            reason?: string | null;
        };
        /** @description The ways found, most followed first. */
        Representatives: {
            /**
             * Format: int64
             * @description All journeys.
             */
            n: number;
            /**
             * Format: int64
             * @description Journeys that follow none of them.
             */
            other: number;
            ways: components["schemas"]["Way"][];
        };
        ResetWish: {
            email: string;
        };
        /** @description To what a map goes back. */
        RestoreTo: {
            /**
             * Format: int64
             * @description A position of the history.
             */
            seq: number;
        } | {
            /** @description Id of a named version. */
            version: string;
        };
        /** @description What a column of events means. One role per column; attribute roles carry their name. */
        Role: "channel" | "content" | "campaign" | "session" | "score" | "text" | "amount" | "currency" | "outcome" | "event_id" | "duration_s" | {
            actor_attribute: string;
        } | {
            event_attribute: string;
        };
        RoleReason: {
            column: string;
            file: string;
            /** @description `actor`, `activity`, `time`, or the column's name in the lake. */
            role: string;
            why: components["schemas"]["LocalText"];
        };
        /**
         * @description `untagged`, because `schema` already names the kind; deserialising tries the kinds in this order, and every row type
         *     has a field no other has.
         */
        Rows: components["schemas"]["GraphRow"][] | components["schemas"]["FunnelRow"][] | components["schemas"]["VariantRow"][] | components["schemas"]["PathRow"][] | components["schemas"]["DailyRow"][] | components["schemas"]["BetweenRow"][] | components["schemas"]["TouchpointRow"][] | components["schemas"]["StageRow"][] | components["schemas"]["JourneyRow"][];
        /** @description What several people feel about the same thing. */
        SaidOften: {
            /** @description Or the aspect: `delivery`. */
            aspect?: string | null;
            /**
             * Format: int64
             * @description Items that say so.
             */
            n: number;
            name: components["schemas"]["LocalText"];
            quote?: components["schemas"]["VoiceQuote"] | null;
            /**
             * Format: double
             * @description Of the step's items with words, 0..=1.
             */
            share: number;
            topic?: components["schemas"]["TopicName"] | null;
        };
        SaidText: {
            at: string;
            /** @description Id of the item among what people say. */
            item: string;
            /** Format: double */
            score?: number | null;
            text: string;
        };
        /** @description Whom to ask. */
        SampleWish: {
            /** @description These actors and no others, instead of a sample. */
            actors?: string[];
            /**
             * Format: int32
             * @description 1 to 366; links end then.
             */
            expires_days?: number;
            /**
             * Format: int32
             * @description How many are drawn; fewer where fewer fit.
             */
            n?: number;
            /** @description A persona of a map: `shop/p1`. Its segment's filter is added. */
            persona?: string | null;
            /**
             * Format: int64
             * @description The same seed draws the same actors from the same facts.
             */
            seed?: number;
            /** @description The source whose actors are asked; absent: the only one there is. */
            source?: string | null;
            /** @description Journeys that fit, as in questions: `channel = "web" and has("pay")`. */
            where?: string | null;
        };
        /** @description A scale on which people were asked, both ends included: 1..=5 for CSAT, 0..=10 for NPS. */
        Scale: {
            /** Format: double */
            hi: number;
            /** Format: double */
            lo: number;
        };
        /** @description The scale of a column of scores, or of all. */
        ScaleWish: {
            column?: string | null;
            scale: components["schemas"]["Scale"];
        };
        /** @description A score as it was given. */
        Score: {
            measure: components["schemas"]["Measure"];
            scale: components["schemas"]["Scale"];
            /**
             * Format: double
             * @description On `scale`, both ends included.
             */
            value: number;
        };
        ScoreCount: {
            /** Format: double */
            mean: number;
            measure: components["schemas"]["Measure"];
            /** Format: int64 */
            n: number;
            scale: components["schemas"]["Scale"];
        };
        /** @description What a score measures and the scale it was asked on, both ends included. */
        ScoreOf: {
            measure: components["schemas"]["Measure"];
            scale: components["schemas"]["Scale"];
        };
        /** @description Scores on their own scale, with the 95 % interval of the mean (Student's t; absent below n = 2). */
        ScoreSummary: {
            /**
             * Format: int64
             * @description Journeys that gave at least one of them. 0 in answers kept by a version that did not count it.
             */
            journeys?: number;
            /**
             * Format: int64
             * @description Journeys that gave at least one below the middle of the scale. 0 in answers kept by a version that did not count
             *     it.
             */
            low_journeys?: number;
            /** Format: double */
            mean: number;
            /** Format: double */
            mean_hi?: number | null;
            /** Format: double */
            mean_lo?: number | null;
            /**
             * Format: int64
             * @description Scores, of which one journey may give several.
             */
            n: number;
            scale: components["schemas"]["Scale"];
        };
        /** @description A place where the words stand. */
        SearchHit: {
            /** @description Where on the map it stands: a step or stage (of a move the one it leads from), or what a comment is about. */
            at?: string | null;
            /** @description Of the record; the map's own for its title and purpose. */
            id: string;
            kind: components["schemas"]["RecordKind"];
            /** @description Id of the map. */
            map: string;
            /**
             * Format: int32
             * @description Other records there that hold the words in their evidence only, or say the same: not told one by one.
             */
            more?: number;
            /** @description The text around the first word. */
            snippet: string;
            /** @description Of the map. */
            title: components["schemas"]["LocalText"];
        };
        SearchResult: {
            /** @description At most 200; of the last changed map first. */
            items: components["schemas"]["SearchHit"][];
        };
        Segment: {
            /**
             * Format: double
             * @description Mean chance that a journey told here belongs here, 0..=1.
             */
            certainty: number;
            /**
             * @description Largest effect first, at most [`DIFFERENCES_MAX`]; only what is too unlikely to be chance (false discovery rate
             *     5 %) and large enough to be seen. Steps and times that made the segments are told by the same rule: for them the
             *     rate is no proof, the segments were made to differ.
             */
            differences: components["schemas"]["Difference"][];
            /**
             * Format: int64
             * @description Journeys.
             */
            n: number;
            name: components["schemas"]["LocalText"];
            near?: components["schemas"]["NearRule"] | null;
            /**
             * Format: int32
             * @description From 1.
             */
            number: number;
            /** @description `where` expression that selects exactly these journeys, where there is one. */
            records?: string | null;
            /** @description Of the journeys that belong to any segment. */
            share: components["schemas"]["FindingEstimate"];
            typical?: components["schemas"]["Typical"] | null;
        };
        /** @description Why so many segments. */
        SegmentChoice: {
            /** @description In words. */
            reason: components["schemas"]["LocalText"];
            /**
             * Format: double
             * @description Mean agreement (adjusted Rand index, 1 is the same) of the division with divisions found anew in resampled
             *     journeys; absent where there is one segment.
             */
            stability?: number | null;
            /** @description What was tried, fewest first; one segment is not listed: it is what the others are compared with. */
            tried: components["schemas"]["SegmentsTried"][];
        };
        /**
         * @description Two segments on every measure. Each row gives both with intervals, the first against the second (`own` against
         *     `rest`); `q` is adjusted over all rows of the answer, and a row is worth telling from [`Difference::tells`] on.
         */
        SegmentComparison: {
            attributes: components["schemas"]["Difference"][];
            channels: components["schemas"]["Difference"][];
            /** @description First and last events. */
            ends: components["schemas"]["Difference"][];
            /** @description In map order. */
            funnel: components["schemas"]["SegmentFunnelRow"][];
            other: components["schemas"]["ComparedSegment"];
            own: components["schemas"]["ComparedSegment"];
            /** @description Events of a journey, and its time from first to last. */
            times: components["schemas"]["Difference"][];
            /** @description Share of journeys that have the activity; largest effect first, as all below. */
            touchpoints: components["schemas"]["Difference"][];
            transitions: components["schemas"]["Difference"][];
        };
        SegmentCount: {
            /** Format: int64 */
            n: number;
            segment: string;
        };
        /** @description A stage of the funnel. */
        SegmentFunnelRow: {
            name: components["schemas"]["LocalText"];
            passed?: components["schemas"]["Difference"] | null;
            /** @description Of all journeys, those that reach it. */
            reached: components["schemas"]["Difference"];
            time?: components["schemas"]["Difference"] | null;
        };
        SegmentRule: {
            name: string;
            where: string;
        };
        /** @description A division described. */
        Segments: {
            by: components["schemas"]["FoundBy"];
            choice?: components["schemas"]["SegmentChoice"] | null;
            /**
             * Format: int64
             * @description Journeys asked about.
             */
            n: number;
            /** @description What the reader must know. */
            notes: components["schemas"]["LocalText"][];
            /**
             * Format: int64
             * @description Journeys that belong to no segment.
             */
            outside: number;
            /** @description Largest first where they were found. */
            segments: components["schemas"]["Segment"][];
        };
        /** @description What journeys are divided by. */
        SegmentsBy: {
            /** @description How people walk: as many segments as the evidence carries, or as many as were asked for. */
            journeys: components["schemas"]["ClusterOptions"];
        } | {
            /** @description The values of a column. */
            attribute: string;
        } | {
            /** @description Filters people wrote; a journey belongs to the first it meets. */
            rules: components["schemas"]["SegmentRule"][];
        };
        SegmentsOrder: {
            by?: components["schemas"]["SegmentsBy"];
            cut?: components["schemas"]["Cut"] | null;
            /** @description Absent: the only source there is. */
            source?: string | null;
            /** @description Keep only journeys for which this holds. */
            where?: string | null;
        };
        /** @description A number of segments that was tried. The unit is nats per journey over one segment. */
        SegmentsTried: {
            /**
             * Format: double
             * @description Half of Schwarz' criterion over one segment, by numbers that are not 0.
             */
            bayes: number;
            /**
             * Format: double
             * @description The doubt alone.
             */
            doubt: number;
            /**
             * Format: double
             * @description By how much journeys that were held out are likelier than with one segment, less the doubt who belongs where.
             *     Segments are told apart where it is above 0.
             */
            gain: number;
            /**
             * Format: double
             * @description Its standard error over the journeys held out.
             */
            gain_se: number;
            /** Format: int32 */
            segments: number;
        };
        SentenceReading: {
            /** @description Sorted, each once, with its confidence. */
            acts?: [
                "question" | "need" | "expectation" | "thought" | "barrier" | "delight" | "churn" | "recommends" | "warns_others" | "missing_function" | "as_expected" | "better_than_expected" | "worse_than_expected",
                number
            ][];
            aspects?: components["schemas"]["AspectReading"][];
            emotions?: components["schemas"]["EmotionReading"][];
            language: components["schemas"]["TextLanguage"];
            opinion?: components["schemas"]["Opinion"] | null;
            span: components["schemas"]["Span"];
        };
        /** @enum {string} */
        SessionMode: "setup" | "sign_in" | "open" | "signed_in";
        /** @description How this server lets people in, and who is signed in. */
        SessionView: {
            /** @description Whether a forgotten password can be answered by mail. */
            mail: boolean;
            mode: components["schemas"]["SessionMode"];
            person?: components["schemas"]["PersonView"] | null;
            /** @description Whether the first person must know the code that the server printed. */
            setup_code_needed?: boolean;
            sso?: components["schemas"]["Sso"] | null;
            version: string;
            /** @description Those the person belongs to. */
            workspaces?: components["schemas"]["WorkspaceOf"][];
        };
        /** @description What is to become different; what is absent stays, `null` takes away. */
        ShareEdit: {
            can_comment?: boolean | null;
            expires_at?: string | null;
            hide_evidence?: boolean | null;
            hide_lanes?: string[] | null;
            name?: string | null;
            password?: string | null;
        };
        ShareList: {
            /** @description The last made first, revoked ones among them. */
            items: components["schemas"]["ShareView"][];
        };
        ShareMaker: {
            id: string;
            name: string;
        };
        /** @description A link that shows the map to whoever has it. */
        ShareView: {
            can_comment: boolean;
            created_at: string;
            created_by?: components["schemas"]["ShareMaker"] | null;
            expires_at?: string | null;
            has_password: boolean;
            hide_evidence: boolean;
            /** @description Ids of lanes that are left out. */
            hide_lanes: string[];
            id: string;
            name: string;
            /**
             * Format: int64
             * @description How often.
             */
            opened: number;
            /** @description The last time. */
            opened_at?: string | null;
            revoked_at?: string | null;
        };
        /** @description What a link says before the map is shown. */
        SharedGate: {
            can_comment?: boolean;
            guest?: components["schemas"]["GuestName"] | null;
            /** @description Of the map nothing is told until the password is. */
            needs_password: boolean;
            title?: components["schemas"]["LocalText"] | null;
            /** @description Name of the workspace the map is shared from; told also before the password, so that a guest knows whose it is. */
            workspace?: string;
        };
        /**
         * @description Who is waited for.
         * @enum {string}
         */
        Side: "customer" | "company" | "unknown";
        SignIn: {
            email: string;
            password: string;
        };
        /** @description What others changed since a person looked last. */
        SinceSeen: {
            changed: components["schemas"]["RecordChange"][];
            /** Format: int64 */
            now_seq: number;
            /** Format: int64 */
            seen_seq: number;
        };
        /** @description A version of a source's facts: the same snapshot gives the same answer for ever (until erasure). */
        Snapshot: {
            source: string;
            /** Format: int64 */
            version: number;
        };
        SourceList: {
            /** @description In order of their names. */
            items: components["schemas"]["SourceView"][];
        };
        /** @description A stream of imported facts at its newest version. */
        SourceView: {
            /**
             * Format: int64
             * @description Distinct activities.
             */
            activities: number;
            /** @description Most frequent first. */
            activity_names: string[];
            /** Format: int64 */
            actors: number;
            /** @description What filters and breakdowns may name, by name. */
            attributes: components["schemas"]["AttributeView"][];
            /** Format: int64 */
            events: number;
            /** @description First and last event, both included, RFC 3339 in UTC; absent without events. */
            from?: string | null;
            /**
             * Format: int64
             * @description Imports that are part of it.
             */
            imports: number;
            name: string;
            score_scale?: components["schemas"]["Scale"] | null;
            /** @description `name@version`, as in answers. */
            snapshot: string;
            to?: string | null;
            /** Format: int64 */
            version: number;
        };
        /** @description A place in the text of an item: characters (Unicode scalar values) `start..end` of the part, `end` not included. */
        Span: {
            /** Format: int32 */
            end: number;
            part: components["schemas"]["TextPart"];
            /** Format: int32 */
            start: number;
        };
        /**
         * @description Who says it. Only the actor's own words tell how the actor feels.
         * @enum {string}
         */
        Speaker: "actor" | "company" | "researcher";
        /** @enum {string} */
        SpeakerWish: "actor" | "company" | "researcher" | "any";
        /**
         * @description What a sentence does beside telling a feeling.
         * @enum {string}
         */
        SpeechAct: "question" | "need" | "expectation" | "thought" | "barrier" | "delight" | "churn" | "recommends" | "warns_others" | "missing_function" | "as_expected" | "better_than_expected" | "worse_than_expected";
        Sso: {
            /** @description As it stands on the button. */
            name: string;
        };
        SsoView: {
            /** @description Whose e-mails may come in; empty: all. */
            allowed_domains: string[];
            issuer: string;
            name: string;
            /** @description Of who comes in for the first time. */
            role: components["schemas"]["WorkspaceRole"];
        };
        Stage: {
            description?: components["schemas"]["LocalText"];
            /** @description What the person wants to have reached when the stage is over. */
            goal?: components["schemas"]["LocalText"];
            id: string;
            name: components["schemas"]["LocalText"];
            /** @description In map order. */
            steps: components["schemas"]["MapStep"][];
        };
        /** @description Of the journeys that reached the stage: `continued + completed + open + lost = reached`. */
        StageRow: {
            /**
             * Format: int64
             * @description Did not continue, met one of [`StagesAsk::completed`](crate::question::StagesAsk) here or later, and did not end
             *     badly; where none is named, everyone in the last stage who did not end badly.
             */
            completed: number;
            /**
             * Format: int64
             * @description Had an event in a later stage after its first event here.
             */
            continued: number;
            duration?: components["schemas"]["TimesS"] | null;
            label: string;
            /**
             * Format: double
             * @description `lost / reached` with its Wilson 95 % interval.
             */
            loss: number;
            /** Format: double */
            loss_hi: number;
            /** Format: double */
            loss_lo: number;
            /**
             * Format: int64
             * @description The rest.
             */
            lost: number;
            /**
             * Format: int64
             * @description Neither, and the journey may still go on: it has not been idle for longer than `Answer::idle_s`.
             */
            open: number;
            /** Format: double */
            reach: number;
            /** Format: int64 */
            reached: number;
            /**
             * Format: int64
             * @description Journeys that return to it after an event in a later stage.
             */
            returning: number;
            /**
             * Format: int32
             * @description 1-based.
             */
            stage: number;
        };
        /**
         * @description Reach, continuation, loss and time per stage, a stage being a set of activities in map order. An activity is in at
         *     most one stage; events of activities in no stage are passed over. 1 to 100 stages.
         */
        StagesAsk: {
            /**
             * @description Ends by design: a journey that does not get to a later stage has completed if it meets one of these at or after
             *     its first event in the stage, whatever it does then: a buyer who looks at the catalogue again is no loss. With
             *     none named, whoever reaches the last stage has completed; with some named, the last stage has its losses too: a
             *     cart is no purchase.
             */
            completed?: string[];
            /** @description Bad ends: a journey that ends with one of these has not completed, whatever it met before. */
            failed?: string[];
            /** Format: int64 */
            idle_s?: number | null;
            /**
             * @description Marks that a system writes where a journey ends, such as `lost`. A journey that ends with one is over, however
             *     recent, and ended with the event before the mark. In no stage, neither completed nor failed.
             */
            marks?: string[];
            stages: components["schemas"]["Step"][];
        };
        StagesWish: {
            auto: Record<string, never>;
        } | {
            /** Format: int32 */
            count: number;
        } | {
            template: components["schemas"]["Template"];
        };
        /** @enum {string} */
        Status: "open" | "planned" | "doing" | "done" | "dropped";
        /** @description A set of activities, any of which counts; with a name when it is more than one. */
        Step: {
            /** @description At least one. */
            activities: string[];
            name?: string | null;
        };
        StepCount: {
            key: string;
            /** Format: int64 */
            n: number;
            name: components["schemas"]["LocalText"];
        };
        StepKept: {
            /**
             * Format: int64
             * @description Journeys that meet it where the plan has it.
             */
            met: number;
            /** @description Of the journeys that came to its place in the plan: the share that passed it over. */
            skipped: components["schemas"]["FindingEstimate"];
            step: string;
        };
        /** @description A point of the emotion curve. */
        StepPoint: {
            asked?: components["schemas"]["Asked"] | null;
            /** Format: double */
            hi?: number | null;
            /** Format: double */
            lo?: number | null;
            measure?: components["schemas"]["Measure"] | null;
            /**
             * Format: int64
             * @description Scores and texts that tell it.
             */
            n: number;
            /** Format: int64 */
            n_scores: number;
            /** Format: int64 */
            n_texts: number;
            note?: components["schemas"]["LocalText"] | null;
            /**
             * Format: double
             * @description How far it was drawn towards the other steps, 0..=1.
             */
            shrunk: number;
            state: components["schemas"]["PointState"];
            /**
             * Format: double
             * @description −2..=+2; absent where missing.
             */
            value?: number | null;
        };
        /** @description Answers to one question. */
        StepScore: {
            /**
             * Format: double
             * @description The same on the scale of feelings.
             */
            feeling: number;
            /** Format: double */
            feeling_hi?: number | null;
            /** Format: double */
            feeling_lo?: number | null;
            /** Format: double */
            hi?: number | null;
            index?: components["schemas"]["Estimate"] | null;
            /** Format: double */
            lo?: number | null;
            measure: components["schemas"]["Measure"];
            /** Format: int64 */
            n: number;
            question?: string | null;
            /**
             * Format: double
             * @description In points of the scale, with its 95 % interval.
             */
            raw_mean: number;
            scale: components["schemas"]["Scale"];
        };
        /** @description Mean feeling of words with its 95 % interval. */
        StepSentiment: {
            /** Format: double */
            hi: number;
            /** Format: double */
            lo: number;
            /** Format: double */
            mean: number;
            /** Format: int64 */
            n: number;
        };
        /** @description What is said at one step. */
        StepVoice: {
            /** @description Id of the map's step or stage. */
            at?: string | null;
            best_quotes: components["schemas"]["VoiceQuote"][];
            /** @description The point of the curve. */
            curve: components["schemas"]["StepPoint"];
            delights: components["schemas"]["SaidOften"][];
            emotions: components["schemas"]["EmotionCount"][];
            expected: components["schemas"]["ExpectedCounts"];
            /** @description The same for each segment, in order of names. */
            groups?: components["schemas"]["Point"][];
            /** @description As filters name it. Of a map's step: its id, together with `map`. */
            key: string;
            kind: components["schemas"]["StepVoiceKind"];
            /** Format: int64 */
            missing: number;
            /** Format: int64 */
            n_items: number;
            /** Format: int64 */
            n_texts: number;
            name: components["schemas"]["LocalText"];
            /** Format: int64 */
            needs: number;
            nps?: components["schemas"]["NpsOfStep"] | null;
            /** @description What is felt as bad and as good, and how many say so; the most said first. */
            pains: components["schemas"]["SaidOften"][];
            /**
             * Format: int64
             * @description Items with such a sentence.
             */
            questions: number;
            score?: components["schemas"]["StepScore"] | null;
            /** @description Each measure, scale and question by itself; most answers first. */
            scores: components["schemas"]["StepScore"][];
            sentiment?: components["schemas"]["StepSentiment"] | null;
            /** @description Id of the stage a step of a map is in. */
            stage?: string | null;
            /** @description Questions with too few answers to show a number. */
            suppressed?: components["schemas"]["SuppressedScore"][];
        };
        /** @enum {string} */
        StepVoiceKind: "step" | "stage";
        StepVoiceList: components["schemas"]["VoiceState"] & {
            asked?: components["schemas"]["Asked"] | null;
            /** @description In the order of the map, each stage before its steps; without a map the most spoken of first. */
            items: components["schemas"]["StepVoice"][];
            /** @description Points of the curve are measured by different questions: the line between them compares unlike things. */
            mixes_questions: boolean;
            /**
             * Format: int64
             * @description All items of the base.
             */
            n: number;
            /** @description Items of the base that belong to none of them. */
            unattached: components["schemas"]["Unattached"];
        };
        /** @description A sentence of a story with what it rests on. */
        StorySentence: {
            cites: components["schemas"]["AssistantCite"][];
            /** @description Facts of the persona, as they stood on the map. */
            facts: string[];
            text: string;
        };
        /** @description A study as people write it. */
        Study: {
            about?: string;
            questions: components["schemas"]["StudyQuestion"][];
            title: string;
        };
        /**
         * @description How far a question of a study is answered.
         * @enum {string}
         */
        StudyAnswered: "not_asked" | "unanswered" | "few" | "answered";
        StudyList: {
            /** @description The oldest first. */
            items: components["schemas"]["StudyView"][];
            next?: string | null;
        };
        /** @description Something the team wants to know. */
        StudyQuestion: {
            /** @description Questions of surveys that ask it. */
            asked_in?: components["schemas"]["AskedIn"][];
            /** @description What was found, in words: from interviews, observations, data. */
            finding?: string;
            /** @description Unique in the study. */
            id: string;
            /** @description The team holds it for answered. */
            settled?: boolean;
            text: string;
        };
        StudyState: {
            /**
             * Format: int64
             * @description People who answered, in all surveys together.
             */
            answers: number;
            /** @description Id of the question. */
            question: string;
            state: components["schemas"]["StudyAnswered"];
        };
        StudyView: {
            created_at: string;
            document: components["schemas"]["Study"];
            id: string;
            /**
             * Format: int32
             * @description Questions that are neither answered nor settled.
             */
            open: number;
            /** Format: int64 */
            revision: number;
            /** @description In the order of the questions. */
            states: components["schemas"]["StudyState"][];
            updated_at: string;
        };
        StudyWrite: {
            document: components["schemas"]["Study"];
            /**
             * Format: int64
             * @description The revision that was changed.
             */
            revision: number;
        };
        SuggestedCoding: {
            act?: components["schemas"]["SpeechAct"] | null;
            item: string;
            name: components["schemas"]["LocalText"];
            /**
             * Format: double
             * @description 0..=1.
             */
            score: number;
            span: components["schemas"]["Span"];
            text: string;
            /** @description Why it is suggested. */
            why: components["schemas"]["LocalText"];
        };
        /** @description A suggestion that is not wanted. */
        SuggestedPlace: {
            item: string;
            span: components["schemas"]["Span"];
        };
        SuggestionList: {
            /** @description Open ones first, then the newest. */
            items: components["schemas"]["SuggestionView"][];
        };
        /**
         * @description Who thought of it.
         * @enum {string}
         */
        SuggestionSource: "person" | "discovery";
        /** @enum {string} */
        SuggestionState: "open" | "accepted" | "rejected";
        /** @description A suggestion as people see it. */
        SuggestionView: {
            /** @description Why it was rejected. */
            answer?: string | null;
            /** @description RFC 3339 in UTC. */
            at: string;
            by: components["schemas"]["NamedPerson"];
            changes: components["schemas"]["MapChange"][];
            decided_at?: string | null;
            /** @description Name of the person who decided. */
            decided_by?: string | null;
            id: string;
            reason?: string | null;
            source: components["schemas"]["SuggestionSource"];
            state: components["schemas"]["SuggestionState"];
            title: string;
        };
        /** @description A question too few answered. */
        SuppressedScore: {
            measure: components["schemas"]["Measure"];
            /** Format: int64 */
            n: number;
            question?: string | null;
            scale: components["schemas"]["Scale"];
            why: components["schemas"]["LocalText"];
        };
        /** @description A survey as people build it. */
        Survey: {
            /** @description Read before the first question. */
            intro?: components["schemas"]["LocalText"];
            /** @description `ru`, `en`: those it can be read in, the first is shown where the reader's own is none of them. */
            languages: string[];
            questions: components["schemas"]["SurveyQuestion"][];
            /** @description The touchpoint all questions are about, unless one says otherwise. */
            step?: string | null;
            /** @description Read after the last answer. */
            thanks?: components["schemas"]["LocalText"];
            title: components["schemas"]["LocalText"];
        };
        /** @description A survey in a list. */
        SurveyHead: {
            /**
             * Format: int64
             * @description Sittings kept, ever.
             */
            answers: number;
            created_at: string;
            id: string;
            languages: string[];
            /** @description Whoever has the link may answer. */
            public: boolean;
            /** Format: int32 */
            questions: number;
            state: components["schemas"]["SurveyState"];
            /** @description The touchpoint it is about. */
            step?: string | null;
            title: components["schemas"]["LocalText"];
            updated_at: string;
        };
        SurveyInvitationList: {
            counts: components["schemas"]["InvitationCounts"];
            /** @description The oldest first. */
            items: components["schemas"]["SurveyInvitationView"][];
            next?: string | null;
        };
        SurveyInvitationView: {
            actor: string;
            answered_at?: string | null;
            created_at: string;
            expires_at: string;
            id: string;
            opened_at?: string | null;
            revoked: boolean;
        };
        SurveyList: {
            /** @description The oldest first. */
            items: components["schemas"]["SurveyHead"][];
            /** @description Ask again with `after` set to this for more. */
            next?: string | null;
        };
        /** @description What is to become different; what is absent stays. */
        SurveyPatch: {
            public?: boolean | null;
            state?: components["schemas"]["SurveyState"] | null;
        };
        SurveyQuestion: {
            /** @description Asked below a score or a choice, in an open field: «What is the main reason?». */
            comment?: components["schemas"]["LocalText"];
            help?: components["schemas"]["LocalText"];
            /** @description Short and the same for the life of the survey: `nps`, `why`. */
            id: string;
            kind: components["schemas"]["QuestionKind"];
            /** @description Must be answered to go on. */
            required?: boolean;
            /** @description Asked only where all of these hold; conditions look at earlier questions only. */
            show_if?: components["schemas"]["Condition"][];
            /** @description The touchpoint this question is about. */
            step?: string | null;
            text: components["schemas"]["LocalText"];
        };
        /** @description What a survey found out so far. */
        SurveyResults: {
            /** @description When this was counted. */
            at: string;
            /** @description Of the first and last answer. */
            first_at?: string | null;
            invitations: components["schemas"]["InvitationCounts"];
            last_at?: string | null;
            /** @description In the order of the survey. */
            questions: components["schemas"]["QuestionResult"][];
            response?: components["schemas"]["Estimate"] | null;
            /**
             * Format: int64
             * @description People who answered at least one question, in the window asked for.
             */
            sittings: number;
            survey: string;
            /** @description Of the first question with a score, by month. */
            waves: components["schemas"]["WavePoint"][];
            /** @description Id of the question the waves are of. */
            waves_of?: string | null;
        };
        /**
         * @description Whether a survey takes answers.
         * @enum {string}
         */
        SurveyState: "draft" | "open" | "closed";
        SurveyTemplate: {
            /** @description When to use it, in one line. */
            about: components["schemas"]["LocalText"];
            document: components["schemas"]["Survey"];
            /** @description `after_delivery`. */
            id: string;
        };
        SurveyTemplateList: {
            items: components["schemas"]["SurveyTemplate"][];
        };
        /** @description A survey with its links. */
        SurveyView: components["schemas"]["SurveyWhole"] & {
            /** @description For a page of another site: `<script src="…" async></script>`. */
            embed_script: string;
            /** @description Whoever has it may answer, where the survey is public and open. */
            link: string;
            /** @description Address of the link as a QR code in SVG. */
            qr: string;
        };
        /** @description A survey with its document. */
        SurveyWhole: components["schemas"]["SurveyHead"] & {
            document: components["schemas"]["Survey"];
            invitations: components["schemas"]["InvitationCounts"];
            /** @description Names the survey in links: `/s/KEY`, `/embed/KEY.js`. */
            key: string;
            /** @description What must be mended before it can be opened. */
            problems: components["schemas"]["Problem"][];
            /** Format: int64 */
            revision: number;
        };
        SurveyWrite: {
            document: components["schemas"]["Survey"];
            /**
             * Format: int64
             * @description The revision that was changed.
             */
            revision: number;
        };
        /** @description What a number should become and by when. */
        Target: {
            /** @description `2026-12-31`. */
            by?: string | null;
            comparison: components["schemas"]["Comparison"];
            /**
             * Format: double
             * @description In the unit of the card's metric.
             */
            value: number;
        };
        /** @description What people decided, and the analyser learns from. */
        Taught: {
            /** Format: int64 */
            codings: number;
            /** Format: int64 */
            pins: number;
            /** Format: int64 */
            rejects: number;
            /** Format: int64 */
            topics_merged: number;
            /** Format: int64 */
            topics_renamed: number;
        };
        TeamChange: {
            /** @description In the place of all there were. */
            members?: string[] | null;
            name?: string | null;
        };
        TeamList: {
            /** @description By name. */
            items: components["schemas"]["TeamView"][];
        };
        TeamView: {
            id: string;
            /** @description Ids of people. */
            members: string[];
            name: string;
        };
        /**
         * @description Known sequences of stages.
         * @enum {string}
         */
        Template: "aida_loyalty" | "generic_seven";
        TemplateList: {
            /** @description Maps first, the general ones before the special ones and the empty one last; then personas, then interviews. */
            items: components["schemas"]["TemplateView"][];
        };
        /**
         * @description What a template is for.
         * @enum {string}
         */
        TemplateOf: "map" | "persona" | "interview";
        /** @description A template as a gallery shows it. */
        TemplateView: {
            /** @description For whom and what, in one line. */
            about: components["schemas"]["LocalText"];
            /** Format: int32 */
            cards: number;
            /** @description As it is asked for: `seven_stages`. */
            id: string;
            kind?: components["schemas"]["MapKind"] | null;
            /** @description BCP 47 tags of the languages every text is in. */
            langs: string[];
            of: components["schemas"]["TemplateOf"];
            /** @description Names of a map's stages, in order. */
            stages?: components["schemas"]["LocalText"][];
            /** Format: int32 */
            steps: number;
            title: components["schemas"]["LocalText"];
        };
        /** @description A template with its content: a map, a persona, or the text of a sheet in Markdown. */
        TemplateWhole: {
            map?: components["schemas"]["Map"] | null;
            persona?: components["schemas"]["Persona"] | null;
            template: components["schemas"]["TemplateView"];
            text?: string | null;
        };
        Test: {
            /**
             * Format: double
             * @description The score is this or more.
             */
            at_least: number;
        } | {
            /**
             * Format: double
             * @description The score is this or less.
             */
            at_most: number;
        } | {
            /** @description One of these options or feelings was chosen. */
            any_of: string[];
        } | {
            /** @description None of these was chosen, also where nothing was answered. */
            none_of: string[];
        } | {
            /** @description Something was answered (`true`) or the question was skipped or not asked (`false`). */
            answered: boolean;
        };
        /**
         * @description The language of a text.
         * @enum {string}
         */
        TextLanguage: "ru" | "en" | "mixed" | "other" | "unknown";
        /**
         * @description A part of an item's text. Spans name the part they lie in.
         * @enum {string}
         */
        TextPart: "title" | "pros" | "cons" | "body";
        TimeBin: {
            /** Format: double */
            hi_s: number;
            /** Format: int64 */
            journeys: number;
            /** Format: double */
            lo_s: number;
        };
        /**
         * @description How a column writes its times.
         *
         *     Calendar formats take `/`, `-` or `.` between the parts, one- or two-digit days and months, two-digit years
         *     (70–99 are 1970–1999, 00–69 are 2000–2069), and an optional time of day `h:mm[:ss[.fraction]]` with AM/PM and zone.
         *     Fractions are cut to microseconds.
         * @enum {string}
         */
        TimeFormat: "iso" | "day_first" | "month_first" | "epoch_s" | "epoch_ms" | "epoch_us" | "epoch_ns" | "excel_days";
        /**
         * @description The formats that fit all values looked at. More than one means that the values cannot tell: 03/04/2026 may be the
         *     3rd of April or the 4th of March.
         */
        TimeGuess: {
            /** @description At least one. */
            formats: components["schemas"]["TimeFormat"][];
            /** @description Every value states its zone, so a stated time zone plays no part. */
            zoned: boolean;
        };
        TimeValue: {
            column: string;
            format?: components["schemas"]["TimeFormat"];
        };
        /** @description First and last event looked at, both included, RFC 3339 in UTC. */
        TimeWindow: {
            from: string;
            to: string;
        };
        /** @description Quantiles and mean of times in seconds over `n` observations. Quantiles interpolate linearly (type 7). */
        TimesS: {
            /** Format: double */
            mean_s: number;
            /** Format: int64 */
            n: number;
            /** Format: double */
            p50_s: number;
            /** Format: double */
            p90_s: number;
        };
        TokenList: {
            /** @description The last made first. */
            items: components["schemas"]["TokenView"][];
        };
        /**
         * @description What an API token allows; each word also what those before it do, and never more than its person may.
         * @enum {string}
         */
        TokenScope: "read" | "comment" | "write" | "admin";
        TokenView: {
            created_at: string;
            expires_at?: string | null;
            id: string;
            last_used_at?: string | null;
            name: string;
            scopes: components["schemas"]["TokenScope"][];
        };
        TopicFeeling: components["schemas"]["FeelingCounts"] & {
            /**
             * Format: double
             * @description −2..=+2.
             */
            mean?: number | null;
        };
        TopicList: components["schemas"]["VoiceState"] & {
            /** @description The most spoken of first. */
            items: components["schemas"]["TopicView"][];
            /**
             * Format: int64
             * @description Items with words.
             */
            n: number;
            /**
             * Format: int64
             * @description Of those, items about no topic.
             */
            unsorted: number;
        };
        TopicMerge: {
            /** @description Those that become part of it. */
            from: string[];
            /** @description The topic that stays. */
            into: string;
        };
        TopicName: {
            id: string;
            name: components["schemas"]["LocalText"];
        };
        TopicRename: {
            /** @description `null`: as it was found. */
            name?: string | null;
        };
        /**
         * @description What became of a topic.
         * @enum {string}
         */
        TopicState: "new" | "growing" | "stable" | "shrinking" | "unknown";
        TopicView: {
            feeling: components["schemas"]["TopicFeeling"];
            id: string;
            /** @description Ids of topics that were made part of it. */
            merged?: string[];
            /**
             * Format: int64
             * @description Items about it.
             */
            n: number;
            name: components["schemas"]["LocalText"];
            /**
             * Format: double
             * @description Probability of such a change by chance, corrected for the number of topics looked at.
             */
            q?: number | null;
            quotes: components["schemas"]["VoiceQuote"][];
            /** @description A person gave it the name. */
            renamed: boolean;
            /**
             * Format: double
             * @description Of the items with words, 0..=1.
             */
            share: number;
            /**
             * Format: double
             * @description How well it is found again in other samples of the texts, 0..=1.
             */
            stability?: number | null;
            state: components["schemas"]["TopicState"];
            /** @description Where it is spoken of; most first. */
            steps: components["schemas"]["StepCount"][];
            /** @description By week, weeks without any left out. */
            trend: components["schemas"]["WeekCount"][];
            words: string[];
        };
        TouchpointRow: {
            activity: string;
            /** @description Largest first. */
            channels: components["schemas"]["ChannelCount"][];
            /**
             * Format: int64
             * @description Journeys whose last event this is: `lost + open`.
             */
            ends: number;
            /** Format: int64 */
            events: number;
            /**
             * Format: int64
             * @description Journeys with at least one such event.
             */
            journeys: number;
            /**
             * Format: int64
             * @description Ended here and idle for longer than `idle_s`.
             */
            lost: number;
            /**
             * Format: int64
             * @description Last seen here, not yet idle for that long.
             */
            open: number;
            /**
             * Format: double
             * @description Mean over journeys of (place of the first occurrence) / (events − 1), 0 = start, 1 = end; 0 for one-event journeys.
             */
            position: number;
            /**
             * Format: double
             * @description Of all n.
             */
            reach: number;
            /**
             * Format: int64
             * @description Journeys that repeat it directly.
             */
            repeating: number;
            /**
             * Format: int64
             * @description Journeys that come back to it after something else.
             */
            returning: number;
            score?: components["schemas"]["ScoreSummary"] | null;
            /** Format: int64 */
            starts: number;
            wait?: components["schemas"]["TimesS"] | null;
        };
        /** @description Everything counted per activity: reach, events, place in the journey, waiting, repeats, channels, scores. */
        TouchpointsAsk: {
            /**
             * Format: int64
             * @description A journey without an event for this long is over; see `Answer::idle_s`. Absent: the rule's own proposal.
             */
            idle_s?: number | null;
        };
        /** @description One thing known about a persona. */
        Trait: {
            evidence?: components["schemas"]["Evidence"][];
            id: string;
            kind: components["schemas"]["TraitKind"];
            metric?: components["schemas"]["Metric"] | null;
            state: components["schemas"]["EvidenceState"];
            text: components["schemas"]["LocalText"];
        };
        /**
         * @description Where a trait comes from; there is no third.
         * @enum {string}
         */
        TraitBasis: "measured" | "quoted";
        /** @enum {string} */
        TraitKind: "age" | "profession" | "social_position" | "family" | "place" | "income" | "goal" | "motive" | "problem" | "need" | "value" | "interest" | "fear" | "barrier" | "ambition" | "disappointment" | "hobby" | "preferred_channel" | "preferred_product" | "scenario" | "habit" | "purchase_frequency" | "technology" | "vocabulary" | "other";
        TryMasks: {
            rules?: components["schemas"]["MaskRules"] | null;
            text: string;
        };
        /** @description A journey people of the segment really took, the one most like all the others (the medoid). */
        Typical: {
            activities: string[];
            /**
             * Format: int64
             * @description Journeys of the segment that went exactly so.
             */
            journeys: number;
            /**
             * Format: double
             * @description Mean likeness of the segment's journeys to it, 0..=1: twice the longest common subsequence over both lengths.
             */
            likeness: number;
        };
        /** @description Items without a place. */
        Unattached: {
            /** Format: int64 */
            n: number;
            /**
             * Format: double
             * @description Of the base, 0..=1.
             */
            share: number;
        };
        /**
         * @description What one counted thing is.
         * @enum {string}
         */
        Unit: "journeys" | "events" | "transitions" | "actors";
        /** @description A file that was received whole. */
        Uploaded: {
            /** Format: int64 */
            bytes: number;
            id: string;
            /** @description As the file was called where it came from, without folders. */
            name: string;
        };
        /** @enum {string} */
        ValueKind: "empty" | "integer" | "number" | "boolean" | "time" | "text";
        VariantRow: {
            activities: string[];
            /**
             * Format: double
             * @description Share of this and all rows above.
             */
            coverage: number;
            duration: components["schemas"]["TimesS"];
            /** Format: int64 */
            journeys: number;
            /** Format: double */
            share: number;
            /**
             * Format: int64
             * @description Distinct sequences in the whole base.
             */
            variants: number;
        };
        /** @description Whole activity sequences, most frequent first (ties by sequence). */
        VariantsAsk: {
            /**
             * Format: int32
             * @description 1 to 10,000 rows.
             */
            limit: number;
        };
        VersionList: {
            /** @description The newest first. */
            items: components["schemas"]["NamedVersion"][];
        };
        /** @description A name and why; of an existing version what is absent stays. */
        VersionName: {
            name?: string | null;
            note?: string | null;
        };
        ViewList: {
            /** @description By name. */
            items: components["schemas"]["ViewOfMap"][];
        };
        ViewOfMap: {
            by: components["schemas"]["NamedPerson"];
            id: string;
            name: string;
            /** @description The part of the page's address after `?`. */
            query: string;
            /** @description Everybody who sees the map sees it. */
            shared: boolean;
        };
        VoiceColumn: {
            /** @description The column's name; `=text` is a constant for every row. */
            from: string;
            role: components["schemas"]["VoiceRole"];
        };
        /** @description What files of feedback hold and how they would be read. */
        VoiceExamined: {
            preview?: components["schemas"]["VoicePreview"] | null;
            proposed: components["schemas"]["VoiceProposed"];
            /** @description The mapping is the one kept from the source's last import. */
            reused: boolean;
            /** @description «These are reviews: 7,937 items, stars 1..5». */
            says: components["schemas"]["LocalText"];
            /** @description `tropa.voice_preview/1`. */
            schema: string;
            source: string;
        };
        VoiceImportRequest: {
            mapping?: components["schemas"]["VoiceMapping"] | null;
            /** @description What is known already: kind, scales, columns. */
            options?: components["schemas"]["VoiceOptions"];
            /** @description Absent: named after the first file. */
            source?: string | null;
            /** @description Ids of uploads, all of one import. */
            uploads: string[];
        };
        /** @description What came of an import of feedback. */
        VoiceImportSummary: {
            /**
             * Format: int64
             * @description Items added.
             */
            accepted: number;
            /** @description The files were part of the source already; nothing was added. */
            already_imported: boolean;
            /**
             * Format: int64
             * @description Items not added because the source has one of the same id.
             */
            duplicates: number;
            /** Format: double */
            duration_s: number;
            files: components["schemas"]["FileSummary"][];
            /** @description First and last item that has a time, RFC 3339 in UTC. */
            from?: string | null;
            kind: components["schemas"]["FeedbackKind"];
            /** @description Places taken out by the masks, by rule. */
            masked: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Of the rules that were used.
             */
            masks_version: number;
            notes: components["schemas"]["LocalText"][];
            /**
             * Format: int64
             * @description Rows in quarantine.
             */
            quarantined: number;
            /** @description By reason, most frequent first. */
            reasons: components["schemas"]["ReasonCount"][];
            /** Format: int64 */
            rows: number;
            /** @description Measures and scales of the mapping's scores, by column. */
            scales: {
                [key: string]: string;
            };
            /** @description `tropa.voice_import/1`. */
            schema: string;
            /** Format: int64 */
            scores: number;
            snapshot: string;
            source: string;
            /**
             * Format: int64
             * @description Of the items read: with words, with a score.
             */
            texts: number;
            to?: string | null;
        };
        /** @description One thing said, with what was understood of it. */
        VoiceItem: {
            /** @description Only for those who may know who said it, and only where the source says it. */
            actor?: string | null;
            attributes?: {
                [key: string]: string;
            };
            candidate?: components["schemas"]["ItemStep"] | null;
            channel?: string | null;
            choice?: string | null;
            conversation?: string | null;
            id: string;
            kind: components["schemas"]["FeedbackKind"];
            question?: string | null;
            reading: components["schemas"]["Reading"];
            /** @description Steps a person said it is not about. */
            rejected?: string[];
            reply?: string | null;
            score?: components["schemas"]["ItemScore"] | null;
            segment?: string | null;
            source: string;
            speaker: components["schemas"]["Speaker"];
            step?: components["schemas"]["ItemStep"] | null;
            /** @description In their order. */
            texts: components["schemas"]["ItemText"][];
            /** @description RFC 3339 in UTC; absent where the source has no time. */
            time?: string | null;
            topics?: components["schemas"]["TopicName"][];
            /** Format: int32 */
            turn?: number | null;
            unattached?: components["schemas"]["LocalText"] | null;
        };
        /** @description A page of items. */
        VoiceItemList: components["schemas"]["VoiceState"] & {
            items: components["schemas"]["VoiceItem"][];
            /**
             * Format: int64
             * @description All that match.
             */
            n: number;
            /** @description `after` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description An item with the conversation it is part of. */
        VoiceItemWhole: {
            /** @description In the order of turns, this one among them; empty where it stands alone. */
            conversation: components["schemas"]["VoiceItem"][];
            item: components["schemas"]["VoiceItem"];
        };
        /** @description What to make a map of. */
        VoiceMapOrder: {
            kind?: components["schemas"]["MapKind"] | null;
            name: string;
            /** @description Absent: all sources. */
            source?: string | null;
            /** @description Keys of steps in their order. Absent: those most spoken of, as people go through them. */
            steps?: string[] | null;
        };
        /**
         * @description How files become feedback. All files of an import are read by one mapping; a column that one of them lacks is empty
         *     there.
         */
        VoiceMapping: {
            columns: components["schemas"]["VoiceColumn"][];
            /** @description Words in the speaker's column, or before the colon of a transcript, that mean the company. Compared without case. */
            company?: string[];
            kind: components["schemas"]["FeedbackKind"];
            layout?: components["schemas"]["Layout"];
            /** @description Tables to look values up in, by the name of their file; their columns are then called `file.column`. */
            lookups?: components["schemas"]["Lookup"][];
            /** @description Words that mean who asks in an interview. */
            researcher?: string[];
            /** @description Always `tropa.voice_mapping/1`. */
            schema: string;
            /** @description Zone of times that state none, such as `Europe/Moscow`; absent means UTC. */
            time_zone?: string | null;
        };
        /** @description What a person states instead of leaving it to the proposal: the flags of the command line. */
        VoiceOptions: {
            /**
             * @description The column that says who.
             * @default null
             */
            actor: string | null;
            /** @default null */
            kind: components["schemas"]["FeedbackKind"] | null;
            /** @default [] */
            scales: components["schemas"]["ScaleWish"][];
            /**
             * @description The column that names the step or touchpoint.
             * @default null
             */
            step: string | null;
            /**
             * @description The column that says when.
             * @default null
             */
            time: string | null;
            /** @default null */
            time_zone: string | null;
        };
        VoiceOverview: components["schemas"]["VoiceState"] & {
            acts: components["schemas"]["ActCount"][];
            attached: components["schemas"]["AttachedCounts"];
            /** @description Items in which it is found; most frequent first. */
            emotions: components["schemas"]["EmotionCount"][];
            feelings: components["schemas"]["FeelingCounts"];
            /** @description First and last day, both included; absent where no item has a time. */
            from?: string | null;
            /** @description Most frequent first. */
            languages: components["schemas"]["LanguageCount"][];
            /** Format: int64 */
            missing: number;
            model: components["schemas"]["ModelState"];
            /**
             * Format: int64
             * @description Items of the people whose journey it is; those of the company and of researchers are in `n_others`.
             */
            n: number;
            /** Format: int64 */
            n_others: number;
            /**
             * Format: int64
             * @description Items with words.
             */
            n_texts: number;
            /** Format: int64 */
            questions: number;
            /** @description In order of their names. */
            sources: components["schemas"]["VoiceSource"][];
            /** Format: int64 */
            steps: number;
            to?: string | null;
            /**
             * Format: int64
             * @description How many topics, groups of questions, groups of wishes and steps there are.
             */
            topics: number;
        };
        /** @description The first items, masked as they would be kept. */
        VoicePreview: {
            counts: components["schemas"]["VoiceSummary"];
            items: components["schemas"]["Feedback"][];
            /** @description The first rows that would go to quarantine. */
            rejected: components["schemas"]["RejectedRow"][];
            /** @description The files were read to their end. */
            whole: boolean;
        };
        /** @description What files of feedback are and how they would be read. */
        VoiceProposed: {
            /** @description Of each file, in their order. */
            forms: components["schemas"]["Form"][];
            kind: components["schemas"]["FeedbackKind"];
            mapping?: components["schemas"]["VoiceMapping"] | null;
            /** @description What cannot be told. */
            missing: components["schemas"]["Missing"][];
            notes: components["schemas"]["LocalText"][];
            /** @description Why each column got its role. */
            reasons: components["schemas"]["RoleReason"][];
        };
        VoiceQuality: components["schemas"]["VoiceState"] & {
            /**
             * Format: int32
             * @description Version of the rules texts are read by.
             */
            analyser: number;
            attachment: components["schemas"]["AttachmentQuality"];
            /** @description How to teach it more. */
            how: components["schemas"]["LocalText"];
            /** @description Of items with words, most frequent first. */
            languages: components["schemas"]["LanguageCount"][];
            model?: components["schemas"]["ModelQuality"] | null;
            taught: components["schemas"]["Taught"];
        };
        /** @description Exact words of a person. */
        VoiceQuote: {
            /**
             * Format: double
             * @description Of the words, −2..=+2.
             */
            feeling?: number | null;
            item: string;
            language: components["schemas"]["TextLanguage"];
            score?: components["schemas"]["ItemScore"] | null;
            source: string;
            span: components["schemas"]["Span"];
            /** @description Key of the step. */
            step?: string | null;
            text: string;
            time?: string | null;
        };
        /**
         * @description What a column is to an item. Columns without a role are kept as attributes when they are listed as such, and left
         *     out otherwise.
         */
        VoiceRole: "id" | "actor" | {
            time: components["schemas"]["TimeFormat"];
        } | "step" | "channel" | "segment" | "title" | "pros" | "cons" | "body" | "reply" | {
            /** @description The score that belongs to the texts of the row. */
            score: components["schemas"]["ScoreOf"];
        } | "question" | "choice" | {
            /** @description A column per question: its scores are items of their own. */
            scored: components["schemas"]["AskedScore"];
        } | {
            /** @description A column per question: its texts are items of their own. */
            told: components["schemas"]["Asked"];
        } | {
            /** @description A column per question: its options are items of their own. */
            chosen: components["schemas"]["Asked"];
        } | "speaker" | "conversation" | "turn" | {
            /** @description Kept under this name. */
            attribute: string;
        } | {
            /** @description Whether this time lies after another column's: the segment is `late` or `in_time`; empty where either is. */
            late_after: components["schemas"]["Late"];
        };
        VoiceSource: {
            from?: string | null;
            kinds: components["schemas"]["KindCount"][];
            languages: components["schemas"]["LanguageCount"][];
            /** Format: int64 */
            n: number;
            /** Format: int64 */
            n_texts: number;
            name: string;
            /** @description Each measure and scale by itself; most answers first. */
            scores: components["schemas"]["ScoreCount"][];
            to?: string | null;
            /** Format: int64 */
            version: number;
        };
        /** @description What an answer was made from. */
        VoiceState: {
            /**
             * Format: int64
             * @description Of people's decisions.
             */
            revision: number;
            /** @description `reviews@3, survey@1`: every source at its version. */
            snapshot: string;
        };
        /** @description What came of a reading. A row has an item, several (wide surveys) or goes to quarantine as a whole. */
        VoiceSummary: {
            /** Format: int64 */
            items: number;
            /** @description Places taken out by the masks, by rule, in items and in quarantined rows. */
            masked: {
                [key: string]: number;
            };
            notes: components["schemas"]["LocalText"][];
            /** Format: int64 */
            rejected: number;
            rejected_by_code: {
                [key: string]: number;
            };
            /** Format: int64 */
            rows: number;
            /**
             * Format: int64
             * @description Items with a score.
             */
            scores: number;
            /**
             * Format: int64
             * @description Items with a text.
             */
            texts: number;
        };
        /** @description One transition and its wait. */
        Wait: {
            from: string;
            /** Format: int64 */
            journeys: number;
            /** @description Seconds: median with the interval of the median, and what one in ten exceeds. */
            median_s: components["schemas"]["FindingEstimate"];
            /**
             * Format: double
             * @description The same median in open hours; absent without a calendar.
             */
            open_median_s?: number | null;
            /** Format: double */
            p90_s: number;
            records: string;
            /**
             * Format: double
             * @description Of all waiting of the side, 0..=1.
             */
            share: number;
            side: components["schemas"]["Side"];
            /**
             * Format: int64
             * @description Transitions, and the journeys they happen in.
             */
            times: number;
            title: components["schemas"]["LocalText"];
            to: string;
        };
        /** @description How much of all time each side makes the other wait. */
        Waits: {
            /** Format: double */
            company: number;
            /**
             * Format: double
             * @description Shares of all time between events, 0..=1; they sum to 1 where there is any.
             */
            customer: number;
            /** Format: int64 */
            n: number;
            /** Format: double */
            unknown: number;
            /** @description The company's first, each side by its total time. */
            waits: components["schemas"]["Wait"][];
        };
        /** @description A difference with its 95 % interval. */
        WaveChange: {
            /** Format: double */
            hi: number;
            /** @description The interval does not hold zero. */
            is_sure: boolean;
            /** Format: double */
            lo: number;
            /** Format: double */
            value: number;
        };
        WaveList: components["schemas"]["VoiceState"] & {
            measure?: components["schemas"]["Measure"] | null;
            note?: components["schemas"]["LocalText"] | null;
            question?: string | null;
            /** @description In order of time. */
            rows: components["schemas"]["WaveRow"][];
            scale?: components["schemas"]["Scale"] | null;
            unit: components["schemas"]["WaveUnit"];
        };
        /** @enum {string} */
        WavePeriod: "week" | "month" | "quarter";
        WavePoint: {
            change?: components["schemas"]["Estimate"] | null;
            /** @description The interval of the change does not hold zero. */
            changed: boolean;
            name: string;
            /** @description The wave the change counts from. */
            since?: string | null;
            value: components["schemas"]["Estimate"];
        };
        /** @description One period. */
        WaveRow: {
            change?: components["schemas"]["WaveChange"] | null;
            /** @description First and last day, both included. */
            from: string;
            /** Format: double */
            hi?: number | null;
            /** Format: double */
            lo?: number | null;
            /** Format: int64 */
            n: number;
            /** @description `2026-03`, `2026-q1`, or the Monday of a week. */
            name: string;
            suppressed?: components["schemas"]["LocalText"] | null;
            to: string;
            /**
             * Format: double
             * @description Absent where too few answered.
             */
            value?: number | null;
        };
        /** @enum {string} */
        WaveUnit: "points" | "share" | "mean";
        /** @description A representative journey. */
        Way: {
            /** @description Activities in order; one may stand more than once. */
            activities: string[];
            /**
             * Format: double
             * @description Mean number of steps its journeys add.
             */
            added: number;
            /**
             * Format: int64
             * @description Of its journeys, those that walk it exactly.
             */
            exact: number;
            /**
             * Format: int64
             * @description Journeys that follow it, exactly or with changes.
             */
            journeys: number;
            /**
             * Format: double
             * @description Mean number of steps its journeys leave out.
             */
            left_out: number;
            /**
             * Format: double
             * @description Mean number of steps its journeys take at another place.
             */
            moved: number;
            /**
             * Format: double
             * @description Of all journeys.
             */
            share: number;
            /** @description For every place of `activities`: share of the way's journeys that meet it there, 0 to 1. */
            support: number[];
        };
        WeekCount: {
            /** Format: int64 */
            n: number;
            /** @description The Monday, `2026-01-05`. */
            week: string;
        };
        WeekKept: {
            /** Format: double */
            fitness: number;
            kept: components["schemas"]["FindingEstimate"];
            /**
             * Format: int64
             * @description Its Monday, microseconds since 1970 UTC.
             */
            week_us: number;
        };
        /** @description A chain, and what becomes of it. */
        WhatIf: {
            /** @description Share of journeys that complete. */
            completed: components["schemas"]["ChainChange"];
            /** @description Mean seconds from the first event to the end. */
            duration_s: components["schemas"]["ChainChange"];
            edits: components["schemas"]["ChainEdit"][];
            /** @description By activity, in the order of the log. */
            loads: components["schemas"]["ChainLoad"][];
            memory: components["schemas"]["ChainMemory"];
            /**
             * Format: int64
             * @description Journeys the chain was counted from.
             */
            n: number;
            /** @description What the numbers are and are not. */
            notes: components["schemas"]["LocalText"][];
            /**
             * Format: int64
             * @description Of these still on their way: their steps count, their end does not.
             */
            open: number;
            /**
             * Format: int32
             * @description Steps that a state remembers.
             */
            order: number;
            /** @description Mean number of events before the end. */
            steps: components["schemas"]["ChainChange"];
        };
        /** @description Which chain, and what is changed in it. */
        WhatIfOrder: {
            cut?: components["schemas"]["Cut"] | null;
            /** @description None: the chain as it is. */
            edits?: components["schemas"]["ChainEdit"][];
            /** @description Activities that count as success; empty: the ends by design that discovery finds. */
            goals?: string[];
            /** @description Absent: the only source there is. */
            source?: string | null;
            /** @description Keep only journeys for which this holds. */
            where?: string | null;
        };
        /** @description A feeling that is not measured but wanted or expected. */
        Wish: {
            emotions?: components["schemas"]["Emotion"][];
            /**
             * Format: double
             * @description −2..=+2.
             */
            feeling?: number | null;
            text?: components["schemas"]["LocalText"];
        };
        WorkspaceList: {
            /** @description The first made first. */
            items: components["schemas"]["WorkspaceOf"][];
        };
        WorkspaceName: {
            name: string;
        };
        /** @description A workspace and what the person may do in it. */
        WorkspaceOf: {
            id: string;
            name: string;
            role: components["schemas"]["WorkspaceRole"];
        };
        /**
         * @description Each may do all that those before it may. The order is that of the variants.
         * @enum {string}
         */
        WorkspaceRole: "viewer" | "commenter" | "editor" | "administrator" | "owner";
        /** @description A map was written. */
        Written: {
            id: string;
            /**
             * Format: int64
             * @description To be sent with the next change.
             */
            revision: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Question"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    assistant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssistantStatus"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    plan_assistant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssistantWish"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssistantPlan"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    run_assistant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssistantRunOrder"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    stop_assistant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    assistant_suggestions: {
        parameters: {
            query?: {
                /** @description Absent: open ones. */
                state?: components["schemas"]["AssistantState"];
                task?: components["schemas"]["AssistantTask"];
                /** @description Id of a run. */
                run?: string;
                /** @description Id of the last one of the page before. */
                after?: string;
                /** @description At most 200; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssistantSuggestionList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accept_assistant_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptProposal"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssistantSuggestion"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reject_assistant_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssistantSuggestion"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    audit: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                before?: number;
                /** @description Only what this person did, by id. */
                person?: string;
                /** @description Only this action: `delete_map`. */
                action?: string;
                /** @description At most 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    discover: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscoverOrder"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    draft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscoverOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    attribution: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttributionOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found_Attribution"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    channels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found_ChannelEffects"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    cut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CutOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found_CutProposal"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    drivers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriversOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found_JourneyDrivers"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    needs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found_Vec_Need"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    persona_drafts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentsOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found_Vec_PersonaDraft"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    prediction: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PredictOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found_Predicted"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    segments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentsOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found_Segments"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    compare_segments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompareOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found_SegmentComparison"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    waits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found_Waits"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    ways: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found_Representatives"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    what_if: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhatIfOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found_WhatIf"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewAnswer"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    installation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstallationView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    invitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationWish"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeInvitation"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    open_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationLetter"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Accepting"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    take_back_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    jobs: {
        parameters: {
            query?: {
                /** @description Only jobs in this state; all when absent. */
                state?: components["schemas"]["JobState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As given when the job was started */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    library: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Library"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    new_map: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMap"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    import_map: {
        parameters: {
            query: {
                /** @description The file's name, with its ending: formats are told by content first. */
                name: string;
                /** @description Where neither content nor ending tells. */
                format?: components["schemas"]["MapFormat"];
                /** @description BCP 47 tag of the texts, such as ru; without it they count as texts in the data's own language. */
                lang?: string;
                /** @description Which journey of a file with several, by its id; the first when absent. */
                journey?: string;
                /**
                 * @description Id of the map the file was written from: what the file changed is done to it, and what the format cannot carry
                 *     (evidence, comments, other languages) stays. A new map when absent.
                 */
                over?: string;
                /** @description Only tell what would become of the file. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            /** @description What would become of the file; nothing was written */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedMap"];
                };
            };
            /** @description The map was written; with `over`, a new revision of it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedMap"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Map"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    put: {
        parameters: {
            query?: {
                /** @description Write only over this revision; 0 means there must be no such map yet. Absent: over whatever is there. */
                revision?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Map"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    patch_map: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MapPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapSummary"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    map_access: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    put_map_access: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessList"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    map_then: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Map"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    change_map: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Changes"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    check_map: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapReview"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    comments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    add_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewComment"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    delete_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                comment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    edit_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                comment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentEdit"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    conformance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConformOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found_Conformance"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    diff_moments: {
        parameters: {
            query: {
                /** @description Position of the earlier state. */
                from: number;
                /** @description Position of the later state. */
                to: number;
                /** @description English when absent. */
                lang?: components["schemas"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapDiff"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    diff_maps: {
        parameters: {
            query?: {
                /** @description JSON when absent. */
                format?: components["schemas"]["DiffFormat"];
                /** @description English when absent. */
                lang?: components["schemas"]["Language"];
                theme?: "light" | "dark" | "high-contrast" | "greyscale";
            };
            header?: never;
            path: {
                id: string;
                other: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapDiff"];
                    "text/markdown": string;
                    "image/svg+xml": string;
                    "image/png": number[];
                    "application/pdf": number[];
                    "text/html": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    discover_over: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscoverOrder"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    draft_against: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscoverOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    decide_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftDecided"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    duplicate_map: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    export_map: {
        parameters: {
            query: {
                format: components["schemas"]["ExportFormat"];
                /** @description Language of texts and headings where the format has room for one; English when absent. */
                lang?: components["schemas"]["Language"];
                /** @description Whose curve is written where the format has room for one: a persona's id. */
                persona?: string;
                /** @description Between the fields of CSV; a comma when absent. */
                delimiter?: components["schemas"]["Delimiter"];
                /** @description Begin CSV with a byte order mark, which Excel on Windows needs. */
                bom?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    history: {
        parameters: {
            query?: {
                /** @description Only what was done before this position: the `from_seq` of the last run one has. */
                before?: number;
                /** @description At most so many runs; 30 when absent, 100 at most. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    add_image: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedImage"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    image: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                image: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": number[];
                    "image/jpeg": number[];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    map_links: {
        parameters: {
            query?: {
                /** @description JSON when absent. */
                format?: components["schemas"]["LinksFormat"];
                /** @description Of names; English when absent. */
                lang?: components["schemas"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkList"];
                    "text/csv": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The line is open */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    map_losses: {
        parameters: {
            query: {
                format: components["schemas"]["ExportFormat"];
                /** @description Language of texts and headings where the format has room for one; English when absent. */
                lang?: components["schemas"]["Language"];
                /** @description Whose curve is written where the format has room for one: a persona's id. */
                persona?: string;
                /** @description Between the fields of CSV; a comma when absent. */
                delimiter?: components["schemas"]["Delimiter"];
                /** @description Begin CSV with a byte order mark, which Excel on Windows needs. */
                bom?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LossList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    render: {
        parameters: {
            query: {
                format: components["schemas"]["FileFormat"];
                /** @description English when absent. */
                lang?: components["schemas"]["Language"];
                theme?: "light" | "dark" | "high-contrast" | "greyscale";
                layout?: "grid" | "blueprint" | "infographic" | "storyboard" | "personas" | "comparison" | "routes" | "time" | "experience" | "table" | "walk";
                paper?: "a4" | "a3" | "a2" | "a1" | "a0" | "a4-portrait" | "a3-portrait" | "a2-portrait" | "a1-portrait" | "a0-portrait" | "slides" | "auto";
                /** @description Id or name: only this persona's curve and cards. */
                persona?: string;
                /** @description Id, name or number (from 1): only this stage. */
                stage?: string;
                /** @description Only this page, from 1; all when absent. */
                page?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                    "image/png": number[];
                    "application/pdf": number[];
                    "text/html": string;
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation": number[];
                    "text/markdown": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    restore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestoreTo"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    see_map: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    shares: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    new_share: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewShare"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeShare"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    revoke_share: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                share: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    change_share: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                share: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShareEdit"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    since_seen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SinceSeen"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    suggestions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    suggest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSuggestion"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accept_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                suggestion: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acceptance"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reject_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                suggestion: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rejection"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    summary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapHead"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    name_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionName"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedVersion"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    forget_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    rename_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionName"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedVersion"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    views: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    keep_view: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewView"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewOfMap"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    drop_view: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                view: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    adopt_voice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdoptOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Adopted"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    see_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    ask_for_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetWish"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    remove_person: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    change_person: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reset_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTimeLink"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    quarantine: {
        parameters: {
            query?: {
                /** @description Absent: the only source there is. */
                source?: string;
                /** @description At most 1,000; 100 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantineList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    search: {
        parameters: {
            query: {
                /** @description Words, in any case. */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResult"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSessionList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    oidc_callback: {
        parameters: {
            query?: {
                code?: string;
                state?: string;
                /** @description Why there is no code. */
                error?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    oidc_start: {
        parameters: {
            query?: {
                /** @description The page to come back to, within this site. */
                next?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    change_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    set_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FirstPerson"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    shared: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedGate"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    knock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Knock"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedGate"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    shared_comments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuestCommentList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    comment_as_guest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewGuestComment"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuestComment"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    shared_map: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Map"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    shared_render: {
        parameters: {
            query: {
                format: components["schemas"]["FileFormat"];
                /** @description English when absent. */
                lang?: components["schemas"]["Language"];
                theme?: "light" | "dark" | "high-contrast" | "greyscale";
                layout?: "grid" | "blueprint" | "infographic" | "storyboard" | "personas" | "comparison" | "routes" | "time" | "experience" | "table" | "walk";
                paper?: "a4" | "a3" | "a2" | "a1" | "a0" | "a4-portrait" | "a3-portrait" | "a2-portrait" | "a1-portrait" | "a0-portrait" | "slides" | "auto";
                /** @description Id or name: only this persona's curve and cards. */
                persona?: string;
                /** @description Id, name or number (from 1): only this stage. */
                stage?: string;
                /** @description Only this page, from 1; all when absent. */
                page?: number;
            };
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    sources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    studies: {
        parameters: {
            query?: {
                /** @description Continue after this id. */
                after?: string;
                /** @description 1 to 200; 50 where nothing is said. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    new_study: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStudy"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    study: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    put_study: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StudyWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    delete_study: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    surveys: {
        parameters: {
            query?: {
                /** @description Continue after this id. */
                after?: string;
                /** @description 1 to 200; 50 where nothing is said. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    new_survey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSurvey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    check_survey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSurvey"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    survey_templates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyTemplateList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    put_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SurveyWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    delete_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    open_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SurveyPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    survey_events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    survey_invitations: {
        parameters: {
            query?: {
                /** @description Continue after this id. */
                after?: string;
                /** @description 1 to 200; 50 where nothing is said. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyInvitationList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    invite_to_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SampleWish"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    revoke_survey_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                invitation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    survey_qr: {
        parameters: {
            query?: {
                /** @description The touchpoint the code hangs at: answers are about it. */
                step?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    survey_results: {
        parameters: {
            query?: {
                /** @description RFC 3339, included. */
                from?: string;
                /** @description RFC 3339, not included. */
                to?: string;
                /** @description Only answers about this touchpoint. */
                step?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyResults"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    teams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    new_team: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTeam"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    delete_team: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    change_team: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    templates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    template: {
        parameters: {
            query?: {
                /** @description Only the texts of this language; all of a map or persona when absent, and English for an interview. */
                lang?: components["schemas"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateWhole"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    new_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeToken"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    revoke_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    upload: {
        parameters: {
            query: {
                /** @description The file's name, with its ending: formats are told by content, names appear in messages. */
                name: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uploaded"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    codes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    add_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCode"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Code"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    delete_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    change_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Code"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    voice_drivers: {
        parameters: {
            query?: {
                /** @description Absent: the feeling of the words. */
                outcome?: components["schemas"]["DriverOutcome"];
                source?: string;
                step?: string;
                segment?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriverList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    send_feedback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedbackRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptFeedback"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    import_feedback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoiceImportRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    preview_feedback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoiceImportRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceExamined"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    interviews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterviewList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    interview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interview"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    add_coding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCoding"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coding"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    delete_coding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
                conversation: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    dismiss_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestedPlace"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    suggest_again: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    voice_items: {
        parameters: {
            query?: {
                /** @description Names of sources, separated by commas. */
                source?: string;
                kind?: components["schemas"]["FeedbackKind"];
                /** @description Key of a step; `none`: items that belong to none. With `map`: id of a step or stage of that map. */
                step?: string;
                /** @description Id of a map whose steps are meant. */
                map?: string;
                /** @description Id of a topic. */
                topic?: string;
                /** @description Key of an aspect: `delivery`. */
                aspect?: string;
                language?: components["schemas"]["TextLanguage"];
                feeling?: components["schemas"]["FeelingWord"];
                act?: components["schemas"]["SpeechAct"];
                emotion?: components["schemas"]["Emotion"];
                segment?: string;
                /** @description Of people for whose journeys this holds, as `where` of questions: a persona's segment, late delivery. */
                where?: string;
                /** @description Words the texts hold, in any order and case. */
                q?: string;
                /** @description First and last day, `2026-01-31`, both included. */
                from?: string;
                to?: string;
                attached?: components["schemas"]["AttachedHow"];
                /** @description Whose words; absent: those of the people whose journey it is. */
                speaker?: components["schemas"]["SpeakerWish"];
                /** @description Of one ticket, chat, interview or sitting. */
                conversation?: string;
                order?: components["schemas"]["ItemOrder"];
                /** @description The `next` of the page before. */
                after?: string;
                /** @description At most 200; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceItemList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    voice_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceItemWhole"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    pin_voice_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PinOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceItem"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    unpin_voice_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceItem"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reject_voice_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceItem"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    unreject_voice_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceItem"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    map_of_voice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoiceMapOrder"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    masks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MasksView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    put_masks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MaskRules"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MasksView"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    try_masks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryMasks"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Masked"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    voice_missing: {
        parameters: {
            query?: {
                /** @description Names of sources, separated by commas. */
                source?: string;
                kind?: components["schemas"]["FeedbackKind"];
                /** @description Key of a step; `none`: items that belong to none. With `map`: id of a step or stage of that map. */
                step?: string;
                /** @description Id of a map whose steps are meant. */
                map?: string;
                /** @description Id of a topic. */
                topic?: string;
                /** @description Key of an aspect: `delivery`. */
                aspect?: string;
                language?: components["schemas"]["TextLanguage"];
                feeling?: components["schemas"]["FeelingWord"];
                act?: components["schemas"]["SpeechAct"];
                emotion?: components["schemas"]["Emotion"];
                segment?: string;
                /** @description Of people for whose journeys this holds, as `where` of questions: a persona's segment, late delivery. */
                where?: string;
                /** @description Words the texts hold, in any order and case. */
                q?: string;
                /** @description First and last day, `2026-01-31`, both included. */
                from?: string;
                to?: string;
                attached?: components["schemas"]["AttachedHow"];
                /** @description Whose words; absent: those of the people whose journey it is. */
                speaker?: components["schemas"]["SpeakerWish"];
                /** @description Of one ticket, chat, interview or sitting. */
                conversation?: string;
                order?: components["schemas"]["ItemOrder"];
                /** @description The `next` of the page before. */
                after?: string;
                /** @description At most 200; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    voice_quality: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceQuality"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    voice_questions: {
        parameters: {
            query?: {
                /** @description Names of sources, separated by commas. */
                source?: string;
                kind?: components["schemas"]["FeedbackKind"];
                /** @description Key of a step; `none`: items that belong to none. With `map`: id of a step or stage of that map. */
                step?: string;
                /** @description Id of a map whose steps are meant. */
                map?: string;
                /** @description Id of a topic. */
                topic?: string;
                /** @description Key of an aspect: `delivery`. */
                aspect?: string;
                language?: components["schemas"]["TextLanguage"];
                feeling?: components["schemas"]["FeelingWord"];
                act?: components["schemas"]["SpeechAct"];
                emotion?: components["schemas"]["Emotion"];
                segment?: string;
                /** @description Of people for whose journeys this holds, as `where` of questions: a persona's segment, late delivery. */
                where?: string;
                /** @description Words the texts hold, in any order and case. */
                q?: string;
                /** @description First and last day, `2026-01-31`, both included. */
                from?: string;
                to?: string;
                attached?: components["schemas"]["AttachedHow"];
                /** @description Whose words; absent: those of the people whose journey it is. */
                speaker?: components["schemas"]["SpeakerWish"];
                /** @description Of one ticket, chat, interview or sitting. */
                conversation?: string;
                order?: components["schemas"]["ItemOrder"];
                /** @description The `next` of the page before. */
                after?: string;
                /** @description At most 200; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    voice_quotes: {
        parameters: {
            query?: {
                /** @description Names of sources, separated by commas. */
                source?: string;
                kind?: components["schemas"]["FeedbackKind"];
                /** @description Key of a step; `none`: items that belong to none. With `map`: id of a step or stage of that map. */
                step?: string;
                /** @description Id of a map whose steps are meant. */
                map?: string;
                /** @description Id of a topic. */
                topic?: string;
                /** @description Key of an aspect: `delivery`. */
                aspect?: string;
                language?: components["schemas"]["TextLanguage"];
                feeling?: components["schemas"]["FeelingWord"];
                act?: components["schemas"]["SpeechAct"];
                emotion?: components["schemas"]["Emotion"];
                segment?: string;
                /** @description Of people for whose journeys this holds, as `where` of questions: a persona's segment, late delivery. */
                where?: string;
                /** @description Words the texts hold, in any order and case. */
                q?: string;
                /** @description First and last day, `2026-01-31`, both included. */
                from?: string;
                to?: string;
                attached?: components["schemas"]["AttachedHow"];
                /** @description Whose words; absent: those of the people whose journey it is. */
                speaker?: components["schemas"]["SpeakerWish"];
                /** @description Of one ticket, chat, interview or sitting. */
                conversation?: string;
                order?: components["schemas"]["ItemOrder"];
                /** @description The `next` of the page before. */
                after?: string;
                /** @description At most 200; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuoteList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    refresh_voice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    voice_steps: {
        parameters: {
            query?: {
                /** @description Id of a map: its steps and stages. Absent: all steps that are spoken of. */
                map?: string;
                /** @description Names of sources, separated by commas. */
                source?: string;
                segment?: string;
                /** @description Of people for whose journeys this holds, as `where` of questions: a persona's segment, late delivery. */
                where?: string;
                /** @description First and last day, `2026-01-31`, both included. */
                from?: string;
                to?: string;
                /** @description Numbers of fewer answers are not shown; 30 when absent. */
                n_min?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepVoiceList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    voice_summary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceOverview"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    voice_topics: {
        parameters: {
            query?: {
                /** @description Names of sources, separated by commas. */
                source?: string;
                kind?: components["schemas"]["FeedbackKind"];
                /** @description Key of a step; `none`: items that belong to none. With `map`: id of a step or stage of that map. */
                step?: string;
                /** @description Id of a map whose steps are meant. */
                map?: string;
                /** @description Id of a topic. */
                topic?: string;
                /** @description Key of an aspect: `delivery`. */
                aspect?: string;
                language?: components["schemas"]["TextLanguage"];
                feeling?: components["schemas"]["FeelingWord"];
                act?: components["schemas"]["SpeechAct"];
                emotion?: components["schemas"]["Emotion"];
                segment?: string;
                /** @description Of people for whose journeys this holds, as `where` of questions: a persona's segment, late delivery. */
                where?: string;
                /** @description Words the texts hold, in any order and case. */
                q?: string;
                /** @description First and last day, `2026-01-31`, both included. */
                from?: string;
                to?: string;
                attached?: components["schemas"]["AttachedHow"];
                /** @description Whose words; absent: those of the people whose journey it is. */
                speaker?: components["schemas"]["SpeakerWish"];
                /** @description Of one ticket, chat, interview or sitting. */
                conversation?: string;
                order?: components["schemas"]["ItemOrder"];
                /** @description The `next` of the page before. */
                after?: string;
                /** @description At most 200; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    merge_topics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TopicMerge"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decided"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    rename_topic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TopicRename"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decided"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    split_topic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decided"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    voice_waves: {
        parameters: {
            query?: {
                /** @description What is measured; absent: what was asked most. */
                measure?: components["schemas"]["Measure"];
                /** @description Absent: month. */
                by?: components["schemas"]["WavePeriod"];
                source?: string;
                /** @description Key of a step. */
                step?: string;
                segment?: string;
                /** @description Numbers of fewer answers are not shown; 30 when absent. */
                n_min?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaveList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    workspaces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    new_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceName"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceOf"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    rename_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceName"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceOf"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    embed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    answer_page: {
        parameters: {
            query?: {
                /** @description `ru` or `en`; absent: what the browser asks for. */
                lang?: string;
                /** @description The touchpoint the answer is about. */
                step?: string;
                /** @description `qr`, `embed`, or anything else for a link. */
                from?: string;
                /** @description Present: shown inside a page of another site. */
                embed?: string;
            };
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
}
