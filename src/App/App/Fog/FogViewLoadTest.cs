// How many queries Fog view answers (fact sheet fog §5.10).
using System.Diagnostics;
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.Quotes;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Fog;

/// <summary>fog-view-load-test</summary>
internal static class FogViewLoadTest
{
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(5);

    private static readonly Flag<Func<VerificationPolicy, ConnectionOptions, IFogViewConnection>> ViewUri =
        Flags.One("view-uri", "MC_VIEW_URI", "Fog view: fog-view, a call a query, or fog-view-router, a stream", ReadUri) with { IsRequired = true, Letter = 'v', ValueName = "uri" };

    private static readonly Flag<int> NumWorkers = Flags.Number("num-workers", "MC_NUM_WORKERS", "wallets that ask at the same time, each in a session of its own", 1, 10_000) with { Default = 1 };

    private static readonly Flag<int> NumSearchKeys =
        Flags.Number("num-search-keys", "MC_NUM_SEARCH_KEYS", "search keys a query, of a wallet without money", 1, EnclaveConstants.MaxKeys) with { Default = 1 };

    private static readonly Flag<long> MaxRequests =
        Flags.Number("max-requests", "MC_MAX_REQUESTS", "queries of all workers together; 0: until interrupted", 0L, long.MaxValue) with { Default = 0 };

    private static readonly Flag<int> RetryCount =
        Flags.Number("grpc-retry-count", "MC_GRPC_RETRY_COUNT", "how often a query is tried again", 0, 1000) with { Default = RetryPolicy.Default.Count };

    private static readonly Flag<TimeSpan> RetryMillis =
        Flags.Milliseconds("grpc-retry-millis", "MC_GRPC_RETRY_MILLIS", "the longest pause before that") with { Default = RetryPolicy.Default.Delay };

    private static readonly Flag<string> ChainId = Flags.Text("chain-id", "MC_CHAIN_ID", "the network's name, which Fog view compares with its own; none: it does not");

    private static readonly Flag<string> Css = Flags.Path("fog-view-enclave-css", "MC_FOG_VIEW_ENCLAVE_CSS", "the signature file of the view enclaves that are trusted");

    private static readonly Flag<bool> AllowSimulated =
        Flags.Switch("allow-simulated", "MC_ALLOW_SIMULATED", "trust simulated evidence too, which proves nothing: for development networks");

    internal static ConsoleProgram Program { get; } = new("fog-view-load-test", "Asks Fog view as fast as it answers, and tells how fast that is.")
    {
        Flags = [ViewUri, NumWorkers, NumSearchKeys, MaxRequests, RetryCount, RetryMillis, ChainId, Css, AllowSimulated],
        Rules =
        [
            new FlagRule("--fog-view-enclave-css or --allow-simulated", isGiven =>
                isGiven(Css.Name) || isGiven(AllowSimulated.Name) ? null : "neither --fog-view-enclave-css nor --allow-simulated says which enclaves are trusted"),
        ],
        OutputIsData = true,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        VerificationPolicy policy = Policy(values);
        var options = new ConnectionOptions
        {
            ChainId = values.Find(ChainId),
            Retries = new RetryPolicy(values.Get(RetryCount), values.Get(RetryMillis)),
            TimeProvider = context.Surroundings.TimeProvider,
        };
        using var stop = new Interruption(context.Surroundings.Stop);
        var tally = new Tally(values.Get(MaxRequests), context.Surroundings);
        Task[] workers = [.. Enumerable.Range(0, values.Get(NumWorkers)).Select(_ => WorkAsync(values.Get(ViewUri)(policy, options), values.Get(NumSearchKeys), tally, stop.Token))];
        Task all = Task.WhenAll(workers);
        while (await Task.WhenAny(all, Task.Delay(Report, CancellationToken.None)).ConfigureAwait(false) != all) await tally.TellAsync().ConfigureAwait(false);
        try
        {
            await all.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            // That is how it ends.
        }
        await tally.TellAsync().ConfigureAwait(false);
        return tally.Answered > 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task WorkAsync(IFogViewConnection view, int keys, Tally tally, CancellationToken stop)
    {
        using var disposable = view as IDisposable;
        QueryRequest query = await MakeQueryAsync(view, keys, stop).ConfigureAwait(false);
        while (!stop.IsCancellationRequested && tally.Begin())
        {
            long start = Stopwatch.GetTimestamp();
            try
            {
                QueryResponse response = await view.QueryAsync(new QueryRequestAAD(long.MaxValue, 0), query, stop).ConfigureAwait(false);
                tally.End(Stopwatch.GetElapsedTime(start), response.FixedTxOutSearchResults.Count == keys ? null : $"{response.FixedTxOutSearchResults.Count} results to {keys} keys");
            }
            catch (ConnectionException e)
            {
                tally.End(Stopwatch.GetElapsedTime(start), e.Message);
            }
        }
    }

    /// <summary>The first keys that a wallet of a random key would look for.</summary>
    private static async Task<QueryRequest> MakeQueryAsync(IFogViewConnection view, int keys, CancellationToken stop)
    {
        try
        {
            QueryResponse events = await view.QueryAsync(new QueryRequestAAD(0, 0), new QueryRequest([]), stop).ConfigureAwait(false);
            if (events.Rngs.Count == 0) throw new HostingException("Fog view knows of no ingest enclave yet: there is nothing to ask for");
            KexRngPubkey pubkey = events.Rngs[0].Pubkey.Parse();
            using var rng = KexRng.FromPubkey(RistrettoPrivate.Random(RandomNumberGenerator.Fill), pubkey);
            var searchKeys = new byte[keys][];
            for (int i = 0; i < keys; i++) rng.Next(searchKeys[i] = new byte[KexRng.OutputSize]);
            return new QueryRequest(searchKeys);
        }
        catch (Exception e) when (e is ConnectionException or KeyException or UnknownKexRngVersionException)
        {
            throw new HostingException($"the first query: {e.Message}", e);
        }
    }

    private static VerificationPolicy Policy(FlagValues values)
    {
        List<TrustedIdentity> identities = [];
        if (values.Find(Css) is { } css) identities.Add(ReadCss(css));
        if (!values.Get(AllowSimulated)) return new VerificationPolicy(identities, TimePolicy.None);
        identities.Add(new TrustedMrSignerIdentity(EnclaveDescription.Signer, EnclaveConstants.ProductId, EnclaveConstants.SecurityVersion, [], TrustedIdentity.MobileCoinHardening));
        return new VerificationPolicy(identities, TimePolicy.None) { Anchors = [.. TrustAnchor.Production, TrustAnchor.Simulated] };
    }

    private static TrustedMrSignerIdentity ReadCss(string path)
    {
        try
        {
            return SigStruct.Parse(File.ReadAllBytes(path)).MrSignerIdentity([], TrustedIdentity.MobileCoinHardening);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EvidenceFormatException)
        {
            throw new HostingException($"{Css.Title} {path}: {e.Message}", e);
        }
    }

    private static Func<VerificationPolicy, ConnectionOptions, IFogViewConnection> ReadUri(string text)
    {
        if (FogViewRouterUri.TryParse(text, out FogViewRouterUri? router)) return (policy, options) => new FogViewRouterConnection(router, policy, options);
        try
        {
            FogViewUri uri = FogViewUri.Parse(text);
            return (policy, options) => new FogViewConnection(uri, policy, options);
        }
        catch (UriException e)
        {
            throw new FlagException(e.Message, e);
        }
    }

    /// <summary>What came of the queries. For any number of threads.</summary>
    private sealed class Tally(long most, ProgramSurroundings surroundings)
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private long _begun;
        private long _answered;
        private long _failed;
        private long _ticks;
        private string? _lastError;

        internal long Answered => Interlocked.Read(ref _answered);

        internal bool Begin() => Interlocked.Increment(ref _begun) <= most || most == 0;

        internal void End(TimeSpan took, string? error)
        {
            Interlocked.Add(ref _ticks, took.Ticks);
            if (error is null)
            {
                Interlocked.Increment(ref _answered);
                return;
            }
            Interlocked.Increment(ref _failed);
            Volatile.Write(ref _lastError, error);
        }

        internal async Task TellAsync()
        {
            long answered = Answered, failed = Interlocked.Read(ref _failed), all = answered + failed;
            double average = all == 0 ? 0 : TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalMilliseconds / all;
            double rate = answered / Math.Max(Stopwatch.GetElapsedTime(_start).TotalSeconds, 1e-3);
            await surroundings.Output.WriteLineAsync(
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"requests: {all}, errors: {failed}, average latency: {average:F2} ms, answers a second: {rate:F1}")).ConfigureAwait(false);
            if (Interlocked.Exchange(ref _lastError, null) is { } error) await surroundings.Error.WriteLineAsync(error).ConfigureAwait(false);
        }
    }
}
