// An enclave on a simulated machine, and whoever speaks to it.
using System.Text;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ConsensusEnclave.Test;

internal sealed class TestNode : IDisposable
{
    internal const string ClientId = "node.test:443";
    internal static readonly ResponderId PeerId = new("node.test:8443");

    private static readonly DateTimeOffset Issued = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly EnclaveConstants _constants;

    internal TestNode(
        BlockchainConfig? config = null, int seed = 1, EnclaveConstants? constants = null, byte[]? sealedKey = null, bool evidence = true)
    {
        _constants = constants ?? Samples.Constants;
        Config = config ?? Samples.Config();
        Random = Samples.Random(seed);
        Enclave = New(seed, _constants);
        Started = Enclave.Initialize(new EnclaveInit(PeerId, new ResponderId(ClientId), sealedKey, Config));
        if (evidence) Attest();
    }

    internal BlockchainConfig Config { get; }

    internal RandomFill Random { get; }

    internal ValidatorEnclave Enclave { get; }

    internal EnclaveStarted Started { get; }

    private VerificationPolicy Policy => PolicyOf(_constants);

    internal static ValidatorEnclave New(int seed = 1, EnclaveConstants? constants = null) =>
        new(constants ?? Samples.Constants, new EnclavePlatform(Samples.Random(seed), Seal, Unseal, PolicyOf(constants ?? Samples.Constants)));

    internal void Attest() => Enclave.VerifyAttestationEvidence(Evidence(Enclave.NewReport()));

    internal DcapEvidence Evidence(EnclaveReportDataContents contents)
    {
        using SimulatedPlatform platform = new(new byte[SimulatedPlatform.SeedSize], Issued, TimeSpan.FromDays(30));
        return platform.Evidence(Simulated(_constants), contents, Random);
    }

    internal TestSession Client()
    {
        using AttestedInitiator initiator = AttestedInitiator.Client(ClientId, Random);
        AcceptedSession accepted = Enclave.ClientAccept(initiator.FirstMessage);
        return new TestSession(accepted.Session, initiator.Finish(accepted.Response.Span, Policy, out _));
    }

    /// <summary>A peer with the same measurement that may send anything.</summary>
    internal TestSession Peer(string? name = null)
    {
        using X25519Private identity = X25519Private.Random(Random);
        DcapEvidence evidence = Evidence(new EnclaveReportDataContents(new byte[16], identity.PublicKey().ToBytes(), []));
        string responder = name ?? $"{PeerId}-{Convert.ToHexStringLower(Config.ToDigest())}";
        using AttestedInitiator initiator = AttestedInitiator.Peer(responder, identity, evidence, Random);
        AcceptedSession accepted = Enclave.PeerAccept(initiator.FirstMessage);
        return new TestSession(accepted.Session, initiator.Finish(accepted.Response.Span, Policy, out _));
    }

    /// <summary>A transaction through a fresh session.</summary>
    internal TxContext Propose(Tx tx)
    {
        using TestSession client = Client();
        return Enclave.ClientTxPropose(client.Message(tx.Encode()));
    }

    internal WellFormedTx WellFormed(Tx tx, TestChain chain)
    {
        TxContext context = Propose(tx);
        return Enclave.TxIsWellFormed(new TxWithProofs(context.LocallyEncryptedTx, chain.Proofs(context.HighestIndices)), chain.Parent.Index);
    }

    internal FormBlockInputs Inputs(TestChain chain, params Tx[] txs) => new(
        [.. txs.Select(tx => WellFormed(tx, chain)).Select(w => new WellFormedTxWithProofs(w.Tx, chain.Proofs(w.Context.HighestIndices)))], [], []);

    internal FormedBlock Form(TestChain chain, params Tx[] txs) => Enclave.FormBlock(chain.Parent, Inputs(chain, txs), chain.Root);

    internal static EnclaveError Refused(EnclaveErrorKind kind, Action call)
    {
        EnclaveException e = Assert.Throws<EnclaveException>(call);
        Assert.True(kind == e.Error.Kind, e.ToString());
        Assert.Equal(e.Error.ToString(), e.Message);
        return e.Error;
    }

    internal static AttestError Refused(Action call)
    {
        EnclaveException e = Assert.Throws<EnclaveException>(call);
        Assert.Equal(EnclaveErrorKind.Attest, e.Error.Kind);
        return e.Attest!.Value;
    }

    public void Dispose() => Enclave.Dispose();

    /// <summary>A simulated enclave; other constants make another, as they do where enclaves are measured.</summary>
    internal static SimulatedEnclave Simulated(EnclaveConstants constants) =>
        new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(constants.ToString())), new byte[32])
        {
            IsvProductId = EnclaveConstants.ProductId,
            IsvSvn = EnclaveConstants.SecurityVersion,
        };

    private static VerificationPolicy PolicyOf(EnclaveConstants constants) =>
        new([new TrustedMrEnclaveIdentity(Simulated(constants).MrEnclave, [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };

    // The label in front, all bits flipped: enough to tell whether the enclave keeps what it seals.
    private static byte[] Seal(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label) => [.. label, .. Flip(secret)];

    private static byte[] Unseal(ReadOnlySpan<byte> sealedSecret, ReadOnlySpan<byte> label) =>
        sealedSecret.StartsWith(label)
            ? Flip(sealedSecret[label.Length..])
            : throw new System.Security.Cryptography.CryptographicException("sealed elsewhere: " + Encoding.UTF8.GetString(label));

    private static byte[] Flip(ReadOnlySpan<byte> bytes) => [.. bytes.ToArray().Select(b => (byte)~b)];
}

/// <summary>The other end of a session.</summary>
internal sealed class TestSession(ChannelId id, NoiseSession session) : IDisposable
{
    internal ChannelId Id { get; } = id;

    internal EnclaveMessage Message(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> aad = default)
    {
        byte[] data = new byte[plaintext.Length + NoiseSession.Overhead];
        session.Encrypt(aad, plaintext, data);
        return new EnclaveMessage(Id, aad.ToArray(), data);
    }

    internal byte[] Decrypt(ReadOnlySpan<byte> message, ReadOnlySpan<byte> aad = default)
    {
        byte[] plaintext = new byte[message.Length - NoiseSession.Overhead];
        Assert.True(session.TryDecrypt(aad, message, plaintext, out _));
        return plaintext;
    }

    public void Dispose() => session.Dispose();
}
