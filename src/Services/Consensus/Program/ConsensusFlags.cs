// The settings of a validator (fact sheet consensus §4.2).
using System.Security.Cryptography;
using MobileCoin.ConsensusEnclave;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.Quotes;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Consensus;

internal static class ConsensusFlags
{
    internal static readonly Flag<string> PeerResponderId =
        Flags.ResponderId("peer-responder-id", "MC_PEER_RESPONDER_ID", "the name under which peers reach this node") with { IsRequired = true };

    internal static readonly Flag<MessageSignerKey> MsgSignerKey =
        Flags.One("msg-signer-key", "MC_MSG_SIGNER_KEY", "the key that signs this node's messages: PKCS#8 of an Ed25519 key, DER, in base64", MessageSignerKey.Read)
            with { IsRequired = true, IsSecret = true, ValueName = "base64" };

    internal static readonly Flag<string> Network =
        Flags.Path("network", "MC_NETWORK", "the network file: quorum set, peers, sources of blocks; .toml or .json") with { IsRequired = true };

    internal static readonly Flag<ConsensusPeerUri> PeerListenUri =
        Flags.Uri<ConsensusPeerUri>("peer-listen-uri", "MC_PEER_LISTEN_URI", "where peers connect") with { Default = ConsensusPeerUri.Parse("insecure-mcp://0.0.0.0:8080/") };

    internal static readonly Flag<ConsensusClientUri> ClientListenUri =
        Flags.Uri<ConsensusClientUri>("client-listen-uri", "MC_CLIENT_LISTEN_URI", "where clients connect") with { Default = ConsensusClientUri.Parse("insecure-mc://0.0.0.0:3223/") };

    internal static readonly Flag<string> LedgerPath = Flags.Path("ledger-path", "MC_LEDGER_PATH", "the folder of the ledger") with { IsRequired = true };

    internal static readonly Flag<string> OriginBlockPath =
        Flags.Path("origin-block-path", "MC_ORIGIN_BLOCK_PATH", "a folder whose data.mdb is copied to the ledger's folder if there is none yet");

    internal static readonly Flag<string> ScpDebugDump =
        Flags.Path("scp-debug-dump", "MC_SCP_DEBUG_DUMP", "a folder for what agreement with peers sends and receives; a validator that agrees with itself writes nothing");

    internal static readonly Flag<string> SealedBlockSigningKey =
        Flags.Path("sealed-block-signing-key", "MC_SEALED_BLOCK_SIGNING_KEY", "the file of the sealed key that blocks are signed with; made if it is not there") with { IsRequired = true };

    internal static readonly Flag<string> Tokens = Flags.Path("tokens", "MC_TOKENS", "the tokens file: fees and governors; .json; none: MOB alone");

    internal static readonly Flag<uint> BlockVersion =
        Flags.Number("block-version", "MC_BLOCK_VERSION", "the rules of new blocks", 0u, MobileCoin.Transactions.BlockVersion.MaxValue) with { Default = 0 };

    internal static readonly Flag<int> ClientTrackingCapacity =
        Flags.Number("client-tracking-capacity", "MC_CLIENT_TRACKING_CAPACITY", "how many clients' sessions are remembered", 1, 10_000_000) with { Default = 10_000, Unit = "sessions" };

    internal static readonly Flag<int> MaxPendingValues =
        Flags.Number("max-pending-values", "MC_MAX_PENDING_VALUES", "with so many values waiting, proposals are refused; 500 with peers, 10000 alone, unless given", 1, 1_000_000) with { Unit = "values" };

    internal static readonly Flag<int> MaxProposedValues =
        Flags.Number("max-proposed-values", "MC_MAX_PROPOSED_VALUES", "how many values are proposed for a block; 100 with peers, 5000 alone, unless given", 1, 5000) with { Unit = "values" };

    internal static readonly Flag<LedgerDurability> Durability =
        Flags.One("ledger-durability", "MC_LEDGER_DURABILITY", "what an appended block survives: safe, a loss of power; no-sync, the death of the process alone, but faster", ReadDurability)
            with { Default = LedgerDurability.Safe, ValueName = "safe|no-sync" };

    internal static readonly Flag<EnclaveConstants> Constants =
        Flags.One("enclave-constants", "MC_ENCLAVE_CONSTANTS", "the keys that are part of the enclave's measurement, where fees go and who signs governors: dev, test, main, or SPEND:VIEW:ROOT in hex", ReadConstants)
            with { Default = EnclaveConstants.Development, ValueName = "name|hex" };

    internal static IReadOnlyList<Flag> All { get; } =
    [
        CommonFlags.ChainId, PeerResponderId, CommonFlags.ClientResponderId, MsgSignerKey, Network, PeerListenUri, ClientListenUri, CommonFlags.AdminListenUri, LedgerPath,
        OriginBlockPath, ScpDebugDump, SealedBlockSigningKey, CommonFlags.ClientAuthTokenSecret, CommonFlags.ClientAuthTokenMaxLifetime, Tokens, BlockVersion,
        ClientTrackingCapacity, MaxPendingValues, MaxProposedValues, Durability, Constants, CommonFlags.DrainTimeout, .. TeeFlags.All,
        Old("ias-api-key", "MC_IAS_API_KEY", isSecret: true), Old("ias-spid", "MC_IAS_SPID", isSecret: false),
    ];

    private static Flag<string> Old(string name, string variable, bool isSecret) =>
        Flags.Text(name, variable, "of older versions: Intel's attestation service for EPID is gone") with { IsIgnored = true, IsSecret = isSecret };

    private static LedgerDurability ReadDurability(string text) => text switch
    {
        "safe" => LedgerDurability.Safe,
        "no-sync" => LedgerDurability.NoSync,
        _ => throw new FlagException("is neither safe nor no-sync"),
    };

    private static EnclaveConstants ReadConstants(string text)
    {
        switch (text)
        {
            case "dev": return EnclaveConstants.Development;
            case "test": return EnclaveConstants.TestNet;
            case "main": return EnclaveConstants.MainNet;
        }
        string[] parts = text.Split(':');
        if (parts.Length != 3) throw new FlagException("is none of dev, test, main, SPEND:VIEW:ROOT");
        try
        {
            byte[] root = new byte[Ed25519Public.DerSize];
            Ed25519Public.Parse(Convert.FromHexString(parts[2])).WriteDer(root);
            return EnclaveConstants.Create(Convert.FromHexString(parts[0]), Convert.FromHexString(parts[1]), root);
        }
        catch (Exception e) when (e is FormatException or KeyException or EnclaveException)
        {
            throw new FlagException($"is no keys: {e.Message}", e);
        }
    }
}

/// <summary>The key that a node signs its messages with. It prints as nothing.</summary>
internal sealed class MessageSignerKey
{
    private MessageSignerKey(Ed25519Private key) => Key = key;

    internal Ed25519Private Key { get; }

    /// <summary>Reads PKCS#8 in base64.</summary>
    /// <exception cref="FlagException">It is none; the text is not repeated.</exception>
    internal static MessageSignerKey Read(string text)
    {
        byte[] der = new byte[text.Length];
        try
        {
            if (!Convert.TryFromBase64String(text, der, out int length)) throw new FlagException("is not base64");
            return new MessageSignerKey(Ed25519Private.ParseDer(der.AsSpan(0, length)));
        }
        catch (KeyException e)
        {
            throw new FlagException("is no Ed25519 key in PKCS#8 form, DER", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    public override string ToString() => "(secret)";
}
