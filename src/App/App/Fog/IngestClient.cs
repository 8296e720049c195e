// An ingest server's operator port from a shell (fact sheet fog §2.14, and §0.1 for add-user).
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Accounts;
using MobileCoin.Connections;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.Wire.AccountIngest;
using MobileCoin.Wire.External;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.Uris;
using Ingest = MobileCoin.Wire.AccountIngest.AccountIngestAPI.AccountIngestAPIClient;
using Connection = MobileCoin.Connections.ServiceConnection<MobileCoin.Wire.AccountIngest.AccountIngestAPI.AccountIngestAPIClient>;
using PublicAddress = MobileCoin.Accounts.PublicAddress;

namespace MobileCoin.App.Fog;

/// <summary>
/// fog_ingest_client. Retiring and the like are a flag in the database, which the server sets whether the key is there or not: the client looks at the
/// key afterwards, and fails if it is not what it was asked for.
/// </summary>
internal static class IngestClient
{
    /// <summary>Ten tries a second on average: a pause is a random part of this.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private const int TriesPerSecond = 10;

    private static readonly Flag<FogIngestUri> Server = Flags.Uri<FogIngestUri>("uri", "MC_URI", "the operator's port of the ingest server");

    private static readonly Flag<int> RetrySeconds =
        Flags.Number("retry-seconds", "MC_RETRY_SECONDS", "for how long a server that does not answer is tried", 0, 1_000_000) with { Default = 10, Letter = 'r', Unit = "s" };

    private static readonly Flag<IReadOnlyList<string>> Peers = Flags.TextList("peers", null, "the nodes of the cluster, with this one")
        with { IsPositional = true, IsRequired = true, ValueName = "igp uri" };

    private static readonly Flag<ulong> Window = Flags.Number("window", "MC_PUBKEY_EXPIRY_WINDOW", "for so many blocks beyond the one being scanned users may use the ingress key", 0ul, ulong.MaxValue)
        with { IsPositional = true, IsRequired = true, Unit = "blocks" };

    private static readonly Flag<RistrettoPublic> Key = Flags.One("key", "MC_KEY", "the ingress key, 64 hex digits", ReadKey)
        with { Letter = 'k', IsRequired = true, ValueName = "hex" };

    private static readonly Flag<IngestPeerUri> Peer = Flags.Uri<IngestPeerUri>("peer-uri", "MC_PEER_URI", "the node whose ingress key is taken")
        with { IsPositional = true, IsRequired = true };

    private static readonly Flag<ulong> StartBlockAtLeast =
        Flags.Number("start-block-at-least", "MC_START_BLOCK_AT_LEAST", "only keys whose first block is this one or later", 0ul, ulong.MaxValue) with { Letter = 's', Default = 0 };

    private static readonly Flag<bool> IncludeLost = Flags.Switch("include-lost", "MC_INCLUDE_LOST", "keys that are lost too") with { Letter = 'l' };

    private static readonly Flag<bool> IncludeRetired = Flags.Switch("include-retired", "MC_INCLUDE_RETIRED", "keys that are retired too") with { Letter = 'r' };

    private static readonly Flag<PublicAddress> Address = Flags.One("address", null, "a public address, base58", ReadAddress) with { IsPositional = true, IsRequired = true, ValueName = "b58" };

    internal static ConsoleProgram Program { get; } = new("fog_ingest_client", "Tells an ingest server what to do.")
    {
        OutputIsData = true,
        Flags = [Server, RetrySeconds],
        Commands =
        [
            new("get-status", "Prints what the server is at.") { Rules = [NeedsServer], Run = context => SummaryAsync(context, (api, call) => api.GetStatusAsync(new Empty(), call)) },
            new("new-keys", "Has an idle server draw new keys.") { Rules = [NeedsServer], Run = context => SummaryAsync(context, (api, call) => api.NewKeysAsync(new Empty(), call)) },
            new("set-peers", "Tells the server who the nodes of its cluster are.") { Flags = [Peers], Rules = [NeedsServer], Run = SetPeersAsync },
            new("set-pubkey-expiry-window", "Sets how far beyond the block being scanned users may use the ingress key.") { Flags = [Window], Rules = [NeedsServer], Run = SetWindowAsync },
            new("activate", "Makes the server active, and its peers backups.") { Rules = [NeedsServer], Run = ActivateAsync },
            new("retire", "Retires the server's ingress key: it is no longer published, and scans what it promised.") { Rules = [NeedsServer], Run = context => RetireAsync(context, true) },
            new("unretire", "Takes the retirement of the server's ingress key back.") { Rules = [NeedsServer], Run = context => RetireAsync(context, false) },
            new("report-lost-ingress-key", "Tells users which blocks nobody will scan, because no server has the ingress key any more.") { Flags = [Key], Rules = [NeedsServer], Run = ReportLostAsync },
            new("get-missed-block-ranges", "Prints the blocks that nobody scanned.") { Rules = [NeedsServer], Run = MissedAsync },
            new("sync-keys-from-remote", "Has an idle server take the ingress key of another one.") { Flags = [Peer], Rules = [NeedsServer], Run = SyncAsync },
            new("get-ingress-public-key-records", "Prints the ingress keys, and how far they have come.") { Flags = [StartBlockAtLeast, IncludeLost, IncludeRetired], Rules = [NeedsServer], Run = RecordsAsync },
            new("add-user", "Looks at an address. Fog has no list of users: whoever's address names this fog is served, and nothing is sent or stored.") { Flags = [Address], Run = AddUserAsync },
        ],
    };

    // add-user asks nobody.
    private static FlagRule NeedsServer => new(Server.Title, static isGiven => isGiven(Server.Name) ? null : $"{Server.Title} is missing (environment: {Server.Variable})");

    private static Task<int> SummaryAsync(ProgramContext context, Func<Ingest, CallOptions, AsyncUnaryCall<IngestSummary>> call, Func<Connection, IngestSummary, Task>? check = null) =>
        AskAsync(context, async server =>
        {
            IngestSummary summary = await server.CallAsync(call, context.Surroundings.Stop).ConfigureAwait(false);
            if (check is not null) await check(server, summary).ConfigureAwait(false);
            return IngestJson.Summary(summary);
        });

    private static Task<int> SetPeersAsync(ProgramContext context)
    {
        var request = new SetPeersRequest();
        request.IngestPeerUris.AddRange(context.Values.Get(Peers));
        return SummaryAsync(context, (api, call) => api.SetPeersAsync(request, call));
    }

    private static Task<int> SetWindowAsync(ProgramContext context)
    {
        var request = new SetPubkeyExpiryWindowRequest { PubkeyExpiryWindow = context.Values.Get(Window) };
        return SummaryAsync(context, (api, call) => api.SetPubkeyExpiryWindowAsync(request, call));
    }

    private static Task<int> ActivateAsync(ProgramContext context) => SummaryAsync(
        context, (api, call) => api.ActivateAsync(new Empty(), call),
        (_, summary) => summary.Mode == IngestControllerMode.Active ? Task.CompletedTask : throw new HostingException("the server answered, and is not active"));

    private static Task<int> RetireAsync(ProgramContext context, bool retired) => SummaryAsync(
        context, (api, call) => retired ? api.RetireAsync(new Empty(), call) : api.UnretireAsync(new Empty(), call),
        async (server, summary) =>
        {
            IngressPublicKeyRecord record = await RecordAsync(context, server, summary.IngressPubkey?.Data ?? ByteString.Empty).ConfigureAwait(false);
            if (record.Retired != retired) throw new HostingException($"the server answered, and the ingress key {IngestJson.Hex(record.IngressPublicKey)} is {(record.Retired ? "still" : "not")} retired");
            string scanned = string.Create(CultureInfo.InvariantCulture, $"last scanned {record.LastScannedBlock}, to be used up to block {record.PubkeyExpiry}");
            await context.Surroundings.Error.WriteLineAsync($"the ingress key {IngestJson.Hex(record.IngressPublicKey)} is {(retired ? "retired" : "not retired")}: {scanned}").ConfigureAwait(false);
        });

    private static Task<int> ReportLostAsync(ProgramContext context) => AskAsync(context, async server =>
    {
        var key = ByteString.CopyFrom(context.Values.Get(Key).ToBytes());
        var request = new ReportLostIngressKeyRequest { Key = new CompressedRistretto { Data = key } };
        await server.CallAsync((api, call) => api.ReportLostIngressKeyAsync(request, call), context.Surroundings.Stop).ConfigureAwait(false);
        IngressPublicKeyRecord record = await RecordAsync(context, server, key).ConfigureAwait(false);
        return record.Lost ? IngestJson.Record(record) : throw new HostingException("the server answered, and the key is not lost");
    });

    private static Task<int> MissedAsync(ProgramContext context) => AskAsync(context, async server => IngestJson.Ranges(
        (await server.CallAsync(static (api, call) => api.GetMissedBlockRangesAsync(new Empty(), call), context.Surroundings.Stop).ConfigureAwait(false)).MissedBlockRanges));

    private static Task<int> SyncAsync(ProgramContext context)
    {
        var request = new SyncKeysFromRemoteRequest { PeerUri = context.Values.Get(Peer).FullText };
        return SummaryAsync(context, (api, call) => api.SyncKeysFromRemoteAsync(request, call));
    }

    private static Task<int> RecordsAsync(ProgramContext context) => AskAsync(context, async server =>
    {
        var request = new GetIngressKeyRecordsRequest
        {
            StartBlockAtLeast = context.Values.Get(StartBlockAtLeast),
            ShouldIncludeLostKeys = context.Values.Get(IncludeLost),
            ShouldIncludeRetiredKeys = context.Values.Get(IncludeRetired),
        };
        return IngestJson.Records((await server.CallAsync((api, call) => api.GetIngressKeyRecordsAsync(request, call), context.Surroundings.Stop).ConfigureAwait(false)).Records);
    });

    private static async Task<int> AddUserAsync(ProgramContext context)
    {
        PublicAddress address = context.Values.Get(Address);
        if (!address.HasFog) throw new HostingException($"{Address.Title}: the address names no fog: its owner finds outputs by reading the chain");
        await context.Surroundings.Error.WriteLineAsync($"the address is of the fog {address.FogReportUrl}, report id '{address.FogReportId}': its owner is served without being entered anywhere").ConfigureAwait(false);
        return ExitCode.Success;
    }

    /// <summary>What the database says of a key.</summary>
    /// <exception cref="HostingException">Nothing: the key was never used.</exception>
    private static async Task<IngressPublicKeyRecord> RecordAsync(ProgramContext context, Connection server, ByteString key)
    {
        var request = new GetIngressKeyRecordsRequest { ShouldIncludeLostKeys = true, ShouldIncludeRetiredKeys = true };
        GetIngressKeyRecordsResponse all = await server.CallAsync((api, call) => api.GetIngressKeyRecordsAsync(request, call), context.Surroundings.Stop).ConfigureAwait(false);
        return all.Records.FirstOrDefault(r => r.IngressPublicKey?.Data == key)
            ?? throw new HostingException($"the recovery database does not know the ingress key {Convert.ToHexStringLower(key.Span)}, so nothing has changed: it was never active");
    }

    private static async Task<int> AskAsync(ProgramContext context, Func<Connection, Task<string>> ask)
    {
        FlagValues values = context.Values;
        var options = new ConnectionOptions
        {
            Retries = new RetryPolicy(values.Get(RetrySeconds) * TriesPerSecond, LongestPause),
            MaxReceiveMessageSize = null,
            TimeProvider = context.Surroundings.TimeProvider,
        };
        using Connection server = OpenConnection.Ingest(values.Get(Server), options);
        string text;
        try
        {
            text = await ask(server).ConfigureAwait(false);
        }
        catch (ConnectionException e)
        {
            throw new HostingException(e.Message, e);
        }
        await context.Surroundings.Output.WriteLineAsync(text).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static RistrettoPublic ReadKey(string text)
    {
        byte[] bytes = new byte[RistrettoPublic.Size];
        return text.Length == 2 * bytes.Length && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            && RistrettoPublic.TryParse(bytes, out RistrettoPublic key) ? key : throw new FlagException("is no key in 64 hex digits");
    }

    private static PublicAddress ReadAddress(string text)
    {
        try
        {
            using PrintableWrapper wrapper = PrintableWrapper.B58Decode(text.Trim());
            return wrapper.PublicAddress ?? throw new FlagException("is no public address but another code");
        }
        catch (Exception e) when (e is PrintableException or Wire.WireException)
        {
            throw new FlagException($"is no public address: {e.Message}", e);
        }
    }
}
