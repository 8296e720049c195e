// What the mint client asks of a node, and of fogs (fact sheets ledger §8, consensus §4.10).
using MobileCoin.Accounts;
using MobileCoin.App.Files;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Hosting;
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusClient;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Minting;

/// <summary>The flags of nodes and fogs, and the calls.</summary>
internal static class MintNode
{
    internal static readonly Flag<ConsensusClientUri> Uri = Flags.Uri<ConsensusClientUri>("node", "MC_MINTING_NODE", "the consensus node");
    internal static readonly Flag<string> ChainId = Flags.Text("chain-id", "MC_CHAIN_ID", "the network's name, which nodes and report servers compare with theirs; none: they do not");

    internal static readonly Flag<string> FogCss = Flags.Path("fog-ingest-enclave-css", "MC_FOG_INGEST_ENCLAVE_CSS", "the signature file of the ingest enclaves that a recipient with fog may be paid through");
    internal static readonly Flag<bool> AllowSimulated = Flags.Switch("allow-simulated", "MC_ALLOW_SIMULATED", "trust a fog's simulated evidence too, which proves nothing: for development networks");

    /// <summary>The last block from which on a transaction is void that is made now: as late as the rules allow.</summary>
    internal static async Task<ulong> DefaultTombstoneAsync(ProgramContext context, string instead)
    {
        ConsensusClientUri uri = context.Values.Find(Uri) ?? throw new HostingException($"{Uri.Title} is missing: without a node, {instead}");
        using BlockchainConnection node = new(uri, Options(context));
        try
        {
            return checked((await node.GetLastBlockInfoAsync(context.Surroundings.Stop).ConfigureAwait(false)).Index + MintValidation.MaxTombstoneBlocks - 1);
        }
        catch (Exception e) when (e is ConnectionException or OverflowException)
        {
            throw new HostingException(e is ConnectionException ? e.Message : $"{uri}: the last block's index is beyond reason", e);
        }
    }

    /// <summary>Proposes a transaction.</summary>
    /// <returns>What the node says to it, for the operator.</returns>
    /// <exception cref="HostingException">The node refuses, or cannot be asked.</exception>
    internal static async Task<string> SubmitAsync(ProgramContext context, MintFile file)
    {
        ConsensusClientUri uri = context.Values.Get(Uri);
        // Minting is proposed in the clear: the node's enclave is not asked who it is.
        using ConsensusConnection node = new(uri, new VerificationPolicy([], TimePolicy.None), Options(context));
        MintValidationResult result;
        ulong blocks;
        try
        {
            if (file.MintTx is not null)
            {
                ProposeMintTxResponse response = await node.ProposeMintTxAsync(file.MintTx, context.Surroundings.Stop).ConfigureAwait(false);
                (result, blocks) = (response.Result, response.BlockCount);
            }
            else
            {
                ProposeMintConfigTxResponse response = await node.ProposeMintConfigTxAsync(file.MintConfigTx!, context.Surroundings.Stop).ConfigureAwait(false);
                (result, blocks) = (response.Result, response.BlockCount);
            }
        }
        catch (ConnectionException e)
        {
            throw new HostingException(e.Message, e);
        }
        result ??= new MintValidationResult();
        if (result.Code != MintValidationResultCode.Ok) throw new HostingException($"{uri} refuses: {Show(result)}");
        return $"Accepted by {uri}, which has {blocks} blocks. Void from block {file.MintTx?.Prefix.TombstoneBlock ?? file.MintConfigTx!.Prefix.TombstoneBlock} on.";
    }

    /// <summary>Who knows the ingress keys of a recipient's fog.</summary>
    internal static async Task<IFogResolver> ResolverAsync(ProgramContext context, PublicAddress recipient)
    {
        if (!recipient.HasFog) return new NoFogResolver();
        string path = context.Values.Find(FogCss) ?? throw new HostingException($"{FogCss.Title} is missing: the recipient has fog, at {recipient.FogReportUrl}");
        SigStruct css = InputFile.Read(FogCss.Title, path, SigStruct.Parse);
        ConnectionOptions options = Options(context);
        var policy = new VerificationPolicy([css.MrEnclaveIdentity([], TrustedIdentity.MobileCoinHardening)], TimePolicy.Strict(options.TimeProvider.GetUtcNow()));
        if (context.Values.Get(AllowSimulated)) policy = policy with { Anchors = [.. policy.Anchors, TrustAnchor.Simulated] };
        try
        {
            return await new FogReportFetcher(policy, options).FetchAsync([recipient], context.Surroundings.Stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ConnectionException or FogReportException or UriException)
        {
            throw new HostingException($"the recipient's fog: {e.Message}", e);
        }
    }

    private static ConnectionOptions Options(ProgramContext context) => new() { ChainId = context.Values.Find(ChainId), TimeProvider = context.Surroundings.TimeProvider };

    private static string Show(MintValidationResult result) => result.Code switch
    {
        MintValidationResultCode.InvalidBlockVersion => $"{result.Code} {result.BlockVersion}",
        MintValidationResultCode.InvalidTokenId or MintValidationResultCode.NoGovernors => $"{result.Code} {result.TokenId}",
        MintValidationResultCode.InvalidNonceLength => $"{result.Code} {result.NonceLength}",
        _ => result.Code.ToString(),
    };
}
