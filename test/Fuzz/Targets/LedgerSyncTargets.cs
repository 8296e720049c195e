// What operators write for the programs around the ledger, and what hosts say of signers.
using System.Text;
using MobileCoin.Attestation;
using MobileCoin.Hosting;
using MobileCoin.LedgerSync;
using MobileCoin.ObjectStores;

namespace MobileCoin.Fuzz.Targets;

internal static class LedgerSyncTargets
{
    internal static IEnumerable<Target> Targets()
    {
        yield return new ParserTarget("ledger-sync.distribution-uri", InputKind.Text, Bounds.Url)
        {
            Text = static t => DistributionUri.Parse(t),
            Candidates = Texts(
                "file:///a/b%20c/", "s3://bucket.example/a/b?region=eu-west-2", "s3://b?endpoint=http%3A%2F%2F127.0.0.1%3A9000&acl=none", "s3://b/?region=&acl=public-read"),
        };
        yield return new ParserTarget("ledger-sync.distribution-state", InputKind.Text, Bounds.Text, typeof(FormatException))
        {
            Text = DistributionState.Parse,
            Then = s =>
            {
                if (DistributionState.Parse(((DistributionState)s).ToJson()) != (DistributionState)s) throw new BrokenException("a state does not survive its file");
            },
            Candidates = Texts("{\"next_block\":7}", "{\"a\":[{}],\"next_block\":18446744073709551615}"),
        };
        yield return new ParserTarget("ledger-sync.block-signer", InputKind.Text, Bounds.Text)
        {
            Text = t => BlockSigner.Of(new VerificationReport([], [], t)) ?? (object)"",
            Candidates = Texts($"{{\"isvEnclaveQuoteBody\":\"{Convert.ToBase64String(new byte[432])}\"}}", "{\"isvEnclaveQuoteBody\":7}"),
        };
        yield return new ParserTarget("ledger-sync.quorum-set", InputKind.Text, Bounds.Configuration)
        {
            Text = QuorumSetJson.Parse,
            Candidates = Texts("{\"threshold\":1,\"members\":[{\"type\":\"Node\",\"args\":\"host:443\"},{\"type\":\"InnerSet\",\"args\":{\"threshold\":0,\"members\":[]}}]}"),
        };
        yield return new ParserTarget("ledger-sync.watcher-sources", InputKind.Text, Bounds.Configuration)
        {
            Text = t => WatcherSources.Read(ConfigurationFile.ParseToml("sources.toml", Encoding.UTF8.GetBytes(t))),
            Candidates = Texts(
                "[[sources]]\ntx_source_url = \"http://a/\"\nconsensus_client_url = 'mc://b/'\nconsensus_client_auth_token_secret = '" + new string('0', 64) + "'\n"),
        };
        yield return new ParserTarget("ledger-sync.archive-url", InputKind.Text, Bounds.Url)
        {
            Text = t =>
            {
                using var fetcher = new ArchiveFetcher([t], new ArchiveFetcherOptions { HttpHandler = Nobody });
                return fetcher.Sources;
            },
            Candidates = Texts("http://a.example/b", "https://[::1]:7/x/", "file:///a/b"),
        };
    }

    private static readonly HttpMessageHandler Nobody = new SocketsHttpHandler();

    private static IEnumerable<byte[]> Texts(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);
}
