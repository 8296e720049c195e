// Which network a wallet's program works on: a file that says it all, or upstream's flags (fact sheet fog §7.6, §7.7).
using MobileCoin.App.Files;
using MobileCoin.Attestation;
using MobileCoin.Client;
using MobileCoin.Hosting;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Wallet;

/// <summary>The flags of a network, and what they come to.</summary>
internal static class NetworkFlags
{
    internal static readonly Flag<string> File =
        Flags.Path("network", "MC_NETWORK", "the network's file, as `mobilecoin devnet up` writes it: where services are and which enclaves are trusted; other flags win over it");

    internal static readonly Flag<string> ChainId = Flags.Text("chain-id", "MC_CHAIN_ID", "the network's name, which services compare with their own; without --network");

    internal static readonly Flag<bool> AllowSimulated =
        Flags.Switch("allow-simulated", "MC_ALLOW_SIMULATED", "trust simulated evidence, which proves nothing: for development networks");

    /// <summary>The file; null: none is given.</summary>
    /// <exception cref="HostingException">It cannot be read, or describes no network.</exception>
    internal static MobileCoinNetwork? Find(FlagValues values)
    {
        if (values.Find(File) is not { } path) return null;
        return Told(File.Title, () => MobileCoinNetwork.Load(path));
    }

    /// <summary>The network's name.</summary>
    /// <exception cref="HostingException">Nothing says it.</exception>
    internal static string Name(FlagValues values, MobileCoinNetwork? file) =>
        values.Find(ChainId) ?? file?.ChainId ?? throw Missing(ChainId);

    /// <summary>The enclaves that are trusted: simulated ones if that is allowed, those of the file, or those of a public network.</summary>
    /// <exception cref="HostingException">Nothing says it.</exception>
    internal static EnclaveTrust Trust(FlagValues values, MobileCoinNetwork? file, string chainId)
    {
        if (values.Get(AllowSimulated)) return EnclaveTrust.Simulated;
        if (file is not null) return file.Trust;
        return NetworkSigners.Consensus(chainId) is not null
            ? Told(ChainId.Title, () => EnclaveTrust.OfPublicNetwork(chainId))
            : throw new HostingException($"nothing says which enclaves of the network '{chainId}' are trusted: give {File.Title}, or {AllowSimulated.Title} for a development network");
    }

    /// <summary>The signer of an enclave's signature file, with its product and least version.</summary>
    internal static IReadOnlyList<TrustedIdentity> ReadCss(Flag<string> flag, string path) =>
        [InputFile.Read(flag.Title, path, SigStruct.Parse).MrSignerIdentity([], TrustedIdentity.MobileCoinHardening)];

    /// <summary>What a connection judges enclaves by.</summary>
    internal static VerificationPolicy Policy(IReadOnlyList<TrustedIdentity> identities, bool allowSimulated)
    {
        var policy = new VerificationPolicy(identities, TimePolicy.None);
        return allowSimulated ? policy with { Anchors = [.. TrustAnchor.Production, TrustAnchor.Simulated] } : policy;
    }

    /// <summary>A flag for Fog view by call or by stream; its value is the URI as it was given.</summary>
    internal static Flag<string> View(string name, string variable) => Flags.One(name, variable, "Fog view: fog-view, a call a query, or fog-view-router, a stream", text =>
        FogViewRouterUri.TryParse(text, out _) || FogViewUri.TryParse(text, out _)
            ? text
            : throw new FlagException("is no URI of Fog view, as fog-view://host/ or insecure-fog-view-router://host:port/")) with { ValueName = "fog-view uri" };

    /// <summary>What a flag is that nothing gives.</summary>
    internal static HostingException Missing(Flag flag) => 
        new(flag == File ? $"{File.Title} is missing: give the file that describes the network ({File.Variable})" : $"{flag.Title} is missing: give it, or {File.Title}");

    /// <summary>Does something with the client; what it does not like is told with what to do about it.</summary>
    internal static T Told<T>(string source, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (MobileCoinException e)
        {
            throw Told(e, source);
        }
    }

    /// <summary>A client's error for people, in one line: some of it a service said.</summary>
    internal static HostingException Told(MobileCoinException e, string? source = null) =>
        new($"{(source is null ? "" : source + ": ")}{WalletReports.Printable(e.Message)}{(e.Message.EndsWith('.') ? "" : ".")} {Advice(e)}", e);

    // What apps are told in the client's own words, said for a terminal.
    private static string Advice(MobileCoinException e) => e.Error switch
    {
        ClientError.UnknownToken => "Pay in one of the network's tokens.",
        ClientError.InsufficientFunds => "Pay less, or wait for money that is on its way.",
        ClientError.NeedsDefragmentation => "Join them with `wallet defragment`, then pay.",
        ClientError.TombstonePassed or ClientError.AlreadySpent => "Look at the history: if this payment is not in it, pay again.",
        _ => e.Advice,
    };
}
