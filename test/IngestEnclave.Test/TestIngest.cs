// An enclave on a simulated machine.
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Oblivious;
using MobileCoin.Transactions;

namespace MobileCoin.IngestEnclave.Test;

internal sealed class TestIngest : IDisposable
{
    private static readonly DateTimeOffset Issued = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SimulatedEnclave Measured = Measure(1);

    private readonly SimulatedEnclave _measured;

    internal TestIngest(
        int seed = 1,
        int capacity = 1 << 10,
        ReadOnlyMemory<byte> sealedKey = default,
        NewCounters? counters = null,
        RandomFill? random = null,
        SimulatedEnclave? measured = null)
    {
        _measured = measured ?? Measured;
        Random = random ?? Samples.Random(seed);
        Name = new ResponderId($"ingest{seed}.test:8090");
        Enclave = New(Random, counters, _measured);
        Started = Enclave.Initialize(new IngestInit(Name, sealedKey, capacity));
    }

    internal FogIngestEnclave Enclave { get; }

    internal IngestStarted Started { get; }

    internal ResponderId Name { get; }

    internal RandomFill Random { get; }

    internal RistrettoPublic Ingress => Enclave.GetIngressPublicKey();

    internal static FogIngestEnclave New(RandomFill random, NewCounters? counters = null, SimulatedEnclave? measured = null)
    {
        SimulatedEnclave enclave = measured ?? Measured;
        VerificationPolicy policy = new([new TrustedMrEnclaveIdentity(enclave.MrEnclave, [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };
        return new FogIngestEnclave(
            new EnclavePlatform(random, Seal, Unseal, policy),
            counters ?? ((capacity, mapSeed) => ObliviousMap.Create(RecordShape.Counter, capacity, mapSeed)));
    }

    /// <summary>An enclave of this product whose code has some measurement.</summary>
    internal static SimulatedEnclave Measure(byte code) =>
        new([.. Enumerable.Repeat(code, 32)], new byte[32]) { IsvProductId = IngestMeasurement.ProductId, IsvSvn = IngestMeasurement.SecurityVersion };

    internal TestIngest Attested()
    {
        Enclave.VerifyAttestationEvidence(Evidence(Enclave.NewReport()));
        return this;
    }

    internal DcapEvidence Evidence(EnclaveReportDataContents contents)
    {
        using SimulatedPlatform platform = new(new byte[SimulatedPlatform.SeedSize], Issued, TimeSpan.FromDays(30));
        return platform.Evidence(_measured, contents, Random);
    }

    /// <summary>Shakes hands with a peer; both names of the session are equal.</summary>
    internal ChannelId Connect(TestIngest peer)
    {
        AcceptedSession accepted = peer.Enclave.PeerAccept(Enclave.PeerInit(peer.Name));
        ConnectedPeer connected = Enclave.PeerConnect(peer.Name, accepted.Response.Span);
        Assert.Equal(accepted.Session, connected.Session);
        return connected.Session;
    }

    internal TxOut OutputFor(Wallet wallet) => Samples.Output(Random, Hints.For(Ingress, wallet.ViewPublic, Random));

    internal static TxsForIngest Block(ulong index, ulong firstOutput, params TxOut[] outputs) => new(index, firstOutput, 1_700_000_000 + index, outputs);

    internal static void Refused(EnclaveErrorKind kind, Action call) => Assert.Equal(kind, Assert.Throws<EnclaveException>(call).Kind);

    internal static void Refused(AttestError error, Action call)
    {
        EnclaveException e = Assert.Throws<EnclaveException>(call);
        Assert.Equal(EnclaveErrorKind.Attest, e.Kind);
        Assert.Equal(error, e.Attest);
    }

    public void Dispose() => Enclave.Dispose();

    // The label in front, all bits flipped: enough to tell whether the enclave keeps what it seals.
    internal static byte[] Seal(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label) => [.. label, .. Flip(secret)];

    private static byte[] Unseal(ReadOnlySpan<byte> sealedSecret, ReadOnlySpan<byte> label) =>
        sealedSecret.StartsWith(label) ? Flip(sealedSecret[label.Length..]) : throw new CryptographicException("sealed elsewhere");

    private static byte[] Flip(ReadOnlySpan<byte> bytes) => [.. bytes.ToArray().Select(b => (byte)~b)];
}
