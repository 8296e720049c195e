// The enclave of a validator (fact sheet consensus §3): what it holds, and how it starts.
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

/// <summary>
/// A consensus enclave. Holds sessions, two cache ciphers, the block-signing key and the configuration, and nothing of the ledger. What it
/// decrypts lives until the call returns.
/// </summary>
public sealed partial class ValidatorEnclave : IConsensusEnclave, IDisposable
{
    private readonly EnclaveConstants _constants;
    private readonly EnclavePlatform _platform;
    private readonly Lock _starting = new();
    private volatile State? _state;

    /// <summary>An enclave without a configuration.</summary>
    /// <param name="constants">The keys of the network: what the platform measures must include them.</param>
    /// <param name="platform">The machine.</param>
    public ValidatorEnclave(EnclaveConstants constants, EnclavePlatform platform)
    {
        ArgumentNullException.ThrowIfNull(constants);
        ArgumentNullException.ThrowIfNull(platform);
        _constants = constants;
        _platform = platform;
    }

    private static ReadOnlySpan<byte> SigningKeyLabel => "consensus block signing key"u8;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It has a configuration already.</exception>
    public EnclaveStarted Initialize(EnclaveInit init)
    {
        ArgumentNullException.ThrowIfNull(init);
        lock (_starting)
        {
            if (_state is not null) throw new InvalidOperationException("the enclave has its configuration already");
            Check(init.Config.Validate(_constants.MintingTrustRoot));
            Ed25519Private signer = ReadOrDrawSigner(init.SealedSigningKey.Span);
            bool done = false;
            try
            {
                byte[] sealedKey = Seal(signer);
                _state = new State(init, signer, _platform.Random);
                done = true;
                return new EnclaveStarted(sealedKey, [Simd.Level.ToString()]);
            }
            finally
            {
                if (!done) signer.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public Ed25519Public GetSigner() => Ready().SignerPublic;

    /// <inheritdoc/>
    public PublicAddress GetFeeRecipient() => _constants.FeeRecipient;

    /// <inheritdoc/>
    public Ed25519Public GetMintingTrustRoot() => _constants.MintingTrustRoot;

    /// <inheritdoc/>
    public ulong? GetMinimumFee(ulong tokenId) =>
        Ready().Config.FeeMap.Find(tokenId, out ulong fee).Reveal() ? fee : null;

    /// <summary>Wipes all keys and sessions.</summary>
    public void Dispose() => _state?.Dispose();

    private static void Check(BlockchainConfigError error)
    {
        if (error == BlockchainConfigError.None) return;
        throw new EnclaveException(error switch
        {
            BlockchainConfigError.MissingGovernorsSignature => EnclaveErrorKind.MissingGovernorsSignature,
            BlockchainConfigError.InvalidGovernorsSignature => EnclaveErrorKind.InvalidGovernorsSignature,
            _ => EnclaveErrorKind.NestedMultiSigGovernorsNotSupported,
        });
    }

    private State Ready() => _state ?? throw new EnclaveException(EnclaveErrorKind.NotInitialized);

    // The key persists, if the host gives back what it got: upstream's host read the sealed bytes as text, failed, and had a new key each time.
    private Ed25519Private ReadOrDrawSigner(ReadOnlySpan<byte> sealedKey)
    {
        if (sealedKey.IsEmpty) return Ed25519Private.Random(_platform.Random);
        byte[] key = Guard(sealedKey, _platform.Unseal.Invoke, "the block-signing key does not unseal");
        try
        {
            return Ed25519Private.TryParse(key, out Ed25519Private? signer)
                ? signer
                : throw new EnclaveException(EnclaveErrorKind.IntelSealing, "what was unsealed is no block-signing key");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private byte[] Seal(Ed25519Private signer)
    {
        Span<byte> key = stackalloc byte[Ed25519Private.Size];
        signer.CopyTo(key);
        try
        {
            return Guard(key, _platform.Seal.Invoke, "the block-signing key cannot be sealed");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    // Whatever the platform throws, the enclave does not start.
    private static byte[] Guard(ReadOnlySpan<byte> input, Sealing sealing, string failure)
    {
        try
        {
            return sealing(input, SigningKeyLabel);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new EnclaveException(EnclaveErrorKind.IntelSealing, $"{failure}: {e.Message}", e);
        }
    }

    private delegate byte[] Sealing(ReadOnlySpan<byte> input, ReadOnlySpan<byte> label);

    /// <summary>All that there is once there is a configuration.</summary>
    private sealed class State : IDisposable
    {
        internal State(EnclaveInit init, Ed25519Private signer, RandomFill random)
        {
            Config = init.Config;
            Signer = signer;
            SignerPublic = signer.PublicKey();
            FeeMapDigest = Config.FeeMap.ToDigest();
            ConfigSuffix = "-" + Convert.ToHexStringLower(Config.ToDigest());
            Proposed = new CacheCipher(random);
            WellFormed = new CacheCipher(random);
            Channels = new AttestedKeyExchange(init.ClientResponderId.Text, PeerName(init.PeerResponderId), random);
        }

        internal BlockchainConfig Config { get; }

        internal Ed25519Private Signer { get; }

        internal Ed25519Public SignerPublic { get; }

        internal byte[] FeeMapDigest { get; }

        /// <summary>What a node calls a peer, itself included: nodes of other configurations cannot complete a handshake.</summary>
        private string ConfigSuffix { get; }

        internal CacheCipher Proposed { get; }

        internal CacheCipher WellFormed { get; }

        internal AttestedKeyExchange Channels { get; }

        internal string PeerName(ResponderId peer) => peer.Text + ConfigSuffix;

        public void Dispose()
        {
            Channels.Dispose();
            Signer.Dispose();
            Proposed.Dispose();
            WellFormed.Dispose();
        }
    }
}
