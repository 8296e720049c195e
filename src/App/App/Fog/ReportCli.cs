// A fog's ingress key from a shell (fact sheet fog §4.5).
using System.Globalization;
using MobileCoin.Accounts;
using MobileCoin.App.Files;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Fog;

/// <summary>fog-report-cli</summary>
internal static class ReportCli
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static readonly Flag<string> Address = Flags.Path("public-address", "MC_PUBLIC_ADDRESS", "the .pub file of an address with fog, whose fog is asked")
        with { Letter = 'p', ConflictsWith = ["fog-url", "fog-report-id", "fog-spki"] };

    private static readonly Flag<FogUri> Url = Flags.Uri<FogUri>("fog-url", "MC_FOG_URL", "the report server") with { Letter = 'u' };

    private static readonly Flag<string> Id = Flags.Text("fog-report-id", "MC_FOG_REPORT_ID", "which of the fog's reports is meant; none: that of the empty id") with { Letter = 'i', ValueName = "id" };

    private static readonly Flag<byte[]> Spki =
        Flags.One("fog-spki", "MC_FOG_SPKI", "the SubjectPublicKeyInfo of the root that vouches for the fog, DER in base64", ReadBase64) with { Letter = 's', ValueName = "base64", Requires = ["fog-url"] };

    private static readonly Flag<TimeSpan> Retry = Flags.Seconds("retry-seconds", "MC_RETRY_SECONDS", "how long to ask again while the server has no reports")
        with { Letter = 'r', Default = TimeSpan.FromSeconds(10) };

    private static readonly Flag<bool> ShowExpiry = Flags.Switch("show-expiry", "MC_SHOW_EXPIRY", "print JSON, with the block from which on the key is not to be used") with { Letter = 'v' };

    private static readonly Flag<bool> NoValidate = Flags.Switch("no-validate", "MC_NO_VALIDATE", "believe the server: for seeing whether it works") with { Letter = 'n' };

    private static readonly Flag<string> ChainId = CommonFlags.ChainId with { Description = "the network's name, which the server compares with its own" };

    internal static ConsoleProgram Program { get; } = new("fog-report-cli", "Prints the ingress key of a fog, verified as senders verify it.")
    {
        Flags = [ChainId, Address, Url, Id, Spki, Retry, ShowExpiry, NoValidate, IngestTrust.Css, IngestTrust.AllowSimulated],
        Rules =
        [
            new("--public-address, --fog-url with --fog-spki, or --fog-url with --no-validate", isGiven =>
                isGiven(Address.Name) || (isGiven(Url.Name) && (isGiven(Spki.Name) || isGiven(NoValidate.Name))) ? null
                : isGiven(Url.Name) ? "without --fog-spki the report cannot be verified: give it, or --no-validate"
                : "neither --public-address nor --fog-url says which fog is meant"),
        ],
        OutputIsData = true,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        PublicAddress? address = values.Find(Address) is { } path ? InputFile.Read(Address.Title, path, KeyFile.ReadPublic) : MakeAddress(values);
        if (address is { HasFog: false }) throw new HostingException($"{Address.Title} {values.Get(Address)}: the address has no fog");
        VerificationPolicy? policy = values.Get(NoValidate) ? null : IngestTrust.Policy(values, values.Get(ChainId));
        try
        {
            string url = FogReportVerifier.Normalize(address?.FogReportUrl ?? values.Get(Url).ToString());
            // With user and parameters, where it was given with them.
            FogUri uri = values.Find(Url) ?? FogUri.Parse(address!.FogReportUrl);
            ReportResponse response = await FetchAsync(context, uri).ConfigureAwait(false);
            RistrettoPublic key;
            ulong expiry;
            if (policy is null)
            {
                (key, expiry) = FogReportVerifier.SelectUnverified(response, address?.FogReportId ?? values.Find(Id) ?? "");
            }
            else
            {
                var responses = new Dictionary<string, ReportResponse>(StringComparer.Ordinal) { [url] = response };
                FullyValidatedFogPubkey valid = FogReportVerifier.Resolve(address!, responses, policy, context.Surroundings.TimeProvider.GetUtcNow());
                (key, expiry) = (valid.Pubkey, valid.PubkeyExpiry);
            }
            string hex = Convert.ToHexStringLower(key.ToBytes());
            string text = values.Get(ShowExpiry) ? string.Create(CultureInfo.InvariantCulture, $$"""{ "pubkey": "{{hex}}", "pubkey_expiry": {{expiry}} }""") : hex;
            await context.Surroundings.Output.WriteAsync(text).ConfigureAwait(false);
            return ExitCode.Success;
        }
        catch (Exception e) when (e is ConnectionException or FogReportException or UriException)
        {
            throw new HostingException(e.Message, e);
        }
    }

    // An address of nobody's, for whom the root vouches: what is verified does not depend on whose it is.
    private static PublicAddress? MakeAddress(FlagValues values)
    {
        if (values.Find(Spki) is not { } spki) return null;
        using RistrettoPrivate view = RistrettoPrivate.Parse([1, .. new byte[31]]), spend = RistrettoPrivate.Parse([2, .. new byte[31]]);
        using var account = new AccountKey(view, spend, values.Get(Url).ToString(), values.Find(Id) ?? "", spki);
        return account.DefaultSubaddress();
    }

    private static async Task<ReportResponse> FetchAsync(ProgramContext context, FogUri uri)
    {
        TimeProvider time = context.Surroundings.TimeProvider;
        using var connection = new FogReportConnection(uri, new ConnectionOptions { ChainId = context.Values.Get(ChainId), TimeProvider = time });
        long start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await connection.GetReportsAsync(context.Surroundings.Stop).ConfigureAwait(false);
            }
            catch (ConnectionException e) when (e.Error == ConnectionError.NoReports && time.GetElapsedTime(start) + Pause <= context.Values.Get(Retry))
            {
                await context.Surroundings.Error.WriteLineAsync($"{e.Message}; trying again").ConfigureAwait(false);
                await Task.Delay(Pause, time, context.Surroundings.Stop).ConfigureAwait(false);
            }
        }
    }

    private static byte[] ReadBase64(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) && length > 0 ? bytes[..length] : throw new FlagException("is not base64");
    }
}
