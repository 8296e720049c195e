// The ingress key: drawn, sealed, restored, given to peers (fact sheet fog §2.3, §2.12, §2.13).
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Oblivious;
using MobileCoin.Transactions;

namespace MobileCoin.IngestEnclave.Test;

public sealed class KeyTests
{
    [Fact]
    public void ASealedKey_RestoresTheIngressKey_AndNeverTheEgressKey()
    {
        using TestIngest before = new(seed: 1);
        using TestIngest after = new(seed: 2, sealedKey: before.Enclave.GetSealedIngressPrivateKey().Sealed);
        Assert.Equal(before.Ingress, after.Ingress);
        Assert.Equal(before.Started.IngressKey.PublicKey, before.Ingress);
        Assert.Equal(before.Started.IngressKey.Sealed.ToArray(), after.Started.IngressKey.Sealed.ToArray());
        Assert.NotEqual(before.Enclave.GetKexRngPubkey().PublicKey, after.Enclave.GetKexRngPubkey().PublicKey);
        using Wallet wallet = new(7);
        TxOut output = before.OutputFor(wallet);
        ETxOutRecord record = after.Enclave.IngestTxs(TestIngest.Block(1, 0, output)).Records.Single();
        Assert.NotNull(wallet.Open(record));
    }

    [Fact]
    public void ASealedKeyThatIsNone_IsRefused_AndTheEnclaveCanStartAnew()
    {
        using FogIngestEnclave enclave = TestIngest.New(Samples.Random(1));
        var name = new Blockchain.ResponderId("a:1");
        TestIngest.Refused(EnclaveErrorKind.Sealing, () => enclave.Initialize(new IngestInit(name, new byte[] { 1, 2, 3 }, 16)));
        byte[] notCanonical = TestIngest.Seal([.. Enumerable.Repeat((byte)0xff, 32)], "fog ingest ingress key"u8);
        TestIngest.Refused(EnclaveErrorKind.InvalidIngressKey, () => enclave.Initialize(new IngestInit(name, notCanonical, 16)));
        TestIngest.Refused(EnclaveErrorKind.InvalidIngressKey, () => enclave.Initialize(new IngestInit(name, TestIngest.Seal([1], "fog ingest ingress key"u8), 16)));
        TestIngest.Refused(EnclaveErrorKind.NotInitialized, () => enclave.GetIngressPublicKey());
        TestIngest.Refused(EnclaveErrorKind.NotInitialized, () => enclave.IngestTxs(TestIngest.Block(1, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => enclave.Initialize(new IngestInit(name, default, 0)));
        enclave.Initialize(new IngestInit(name, default, 16));
        Assert.Throws<InvalidOperationException>(() => enclave.Initialize(new IngestInit(name, default, 16)));
    }

    [Fact]
    public void TooLittleMemoryAtTheStart_IsRefused()
    {
        using FogIngestEnclave enclave = TestIngest.New(Samples.Random(1), (_, _) => throw new ObliviousMemoryException("little"));
        TestIngest.Refused(EnclaveErrorKind.RngStore, () => enclave.Initialize(new IngestInit(new Blockchain.ResponderId("a:1"), default, 16)));
        TestIngest.Refused(EnclaveErrorKind.NotInitialized, () => enclave.GetIngressPublicKey());
    }

    [Fact]
    public void NewKeys_AreBothNew_AndOldHintsAreNobodys()
    {
        using TestIngest ingest = new();
        using Wallet wallet = new(7);
        TxOut old = ingest.OutputFor(wallet);
        RistrettoPublic ingress = ingest.Ingress;
        KexRngPubkey egress = ingest.Enclave.GetKexRngPubkey();
        SealedIngressKey key = ingest.Enclave.NewKeys();
        Assert.Equal(key.PublicKey, ingest.Ingress);
        Assert.NotEqual(ingress, ingest.Ingress);
        Assert.NotEqual(egress.PublicKey, ingest.Enclave.GetKexRngPubkey().PublicKey);
        IngestedTxs answer = ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, old, ingest.OutputFor(wallet)));
        Assert.False(answer.Rotated);
        Assert.Null(wallet.Open(answer.Records[0]));
        Assert.NotNull(wallet.Open(answer.Records[1]));
    }

    [Fact]
    public void Peers_ShareTheIngressKey()
    {
        using TestIngest active = new TestIngest(seed: 1).Attested(), backup = new TestIngest(seed: 2).Attested();
        ChannelId session = active.Connect(backup);
        KexRngPubkey egress = backup.Enclave.GetKexRngPubkey();
        ExportedIngressKey exported = active.Enclave.GetIngressPrivateKey(session);
        Assert.Equal(active.Ingress, exported.PublicKey);
        Assert.Equal(48, exported.Message.Data.Length);
        ImportedIngressKey imported = backup.Enclave.SetIngressPrivateKey(exported.Message);
        Assert.True(imported.DidChange);
        Assert.Equal(active.Ingress, imported.IngressKey.PublicKey);
        Assert.Equal(active.Ingress, backup.Ingress);
        Assert.Equal(egress.PublicKey, backup.Enclave.GetKexRngPubkey().PublicKey);
        Assert.Equal(backup.Enclave.GetSealedIngressPrivateKey().Sealed.ToArray(), imported.IngressKey.Sealed.ToArray());
        // Once more, and back: nothing changes.
        Assert.False(backup.Enclave.SetIngressPrivateKey(active.Enclave.GetIngressPrivateKey(session).Message).DidChange);
        Assert.False(active.Enclave.SetIngressPrivateKey(backup.Enclave.GetIngressPrivateKey(session).Message).DidChange);
        using Wallet wallet = new(7);
        Assert.NotNull(wallet.Open(backup.Enclave.IngestTxs(TestIngest.Block(1, 0, active.OutputFor(wallet))).Records.Single()));
    }

    [Fact]
    public void Keys_AreRefused_OutsideOfSessions()
    {
        using TestIngest active = new TestIngest(seed: 1).Attested(), backup = new TestIngest(seed: 2).Attested();
        ChannelId session = active.Connect(backup), stranger = ChannelId.Parse(new byte[ChannelId.Size]);
        EnclaveMessage message = active.Enclave.GetIngressPrivateKey(session).Message;
        TestIngest.Refused(AttestError.UnknownSession, () => active.Enclave.GetIngressPrivateKey(stranger));
        TestIngest.Refused(AttestError.UnknownSession, () => backup.Enclave.SetIngressPrivateKey(message with { Session = stranger }));
        TestIngest.Refused(AttestError.Cipher, () => backup.Enclave.SetIngressPrivateKey(message with { Aad = new byte[] { 1 } }));
        TestIngest.Refused(AttestError.Cipher, () => backup.Enclave.SetIngressPrivateKey(message with { Data = new byte[48] }));
        TestIngest.Refused(AttestError.Cipher, () => backup.Enclave.SetIngressPrivateKey(message with { Data = default }));
        Assert.True(backup.Enclave.SetIngressPrivateKey(message).DidChange);
        // A message is read once.
        TestIngest.Refused(AttestError.Cipher, () => backup.Enclave.SetIngressPrivateKey(message));
        active.Enclave.PeerClose(session);
        active.Enclave.PeerClose(session);
        TestIngest.Refused(AttestError.UnknownSession, () => active.Enclave.GetIngressPrivateKey(session));
    }

    [Fact]
    public void APeer_OfAnotherMeasurement_IsRefused()
    {
        using TestIngest ingest = new TestIngest(seed: 1).Attested(), foreign = new TestIngest(seed: 2, measured: TestIngest.Measure(2)).Attested();
        TestIngest.Refused(AttestError.Untrusted, () => ingest.Enclave.PeerAccept(foreign.Enclave.PeerInit(ingest.Name)));
        TestIngest.Refused(AttestError.InvalidState, () => ingest.Enclave.PeerConnect(foreign.Name, new byte[100]));
        using TestIngest silent = new(seed: 3);
        TestIngest.Refused(AttestError.NoEvidence, () => silent.Enclave.PeerInit(ingest.Name));
    }

    [Fact]
    public void Evidence_BindsTheIngressKey_OfTheMomentItWasAskedFor()
    {
        using TestIngest ingest = new();
        TestIngest.Refused(EnclaveErrorKind.Attest, () => ingest.Enclave.GetAttestationEvidence());
        EnclaveReportDataContents contents = ingest.Enclave.NewReport();
        Assert.Equal(ingest.Ingress.ToBytes(), contents.CustomIdentity.ToArray());
        Assert.Equal(ingest.Enclave.GetIdentity().ToBytes(), contents.Key.ToArray());
        ingest.Enclave.VerifyAttestationEvidence(ingest.Evidence(contents));
        TestIngest.Refused(AttestError.InvalidState, () => ingest.Enclave.VerifyAttestationEvidence(ingest.Evidence(contents)));
        ingest.Enclave.NewKeys();
        Assert.Equal(ingest.Ingress.ToBytes(), ingest.Enclave.NewReport().CustomIdentity.ToArray());
        Assert.NotEqual(ingest.Ingress.ToBytes(), ingest.Enclave.GetAttestationEvidence().ReportData!.CustomIdentity.ToArray());
    }

    [Fact]
    public void Secrets_GoWithTheEnclave()
    {
        TestIngest ingest = new();
        ingest.Dispose();
        Assert.Throws<ObjectDisposedException>(() => ingest.Enclave.GetSealedIngressPrivateKey());
        Assert.Throws<ObjectDisposedException>(() => ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, Samples.Output(ingest.Random, new byte[84]))));
        ingest.Dispose();
    }

    [Fact]
    public void TheSameRandomBytes_GiveTheSameAnswers()
    {
        byte[][] answers = [.. Enumerable.Range(0, 2).Select(_ => Answer())];
        Assert.Equal(answers[0], answers[1]);

        static byte[] Answer()
        {
            using TestIngest ingest = new();
            using Wallet wallet = new(7);
            return [.. ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, ingest.OutputFor(wallet), ingest.OutputFor(wallet))).Records
                .SelectMany(r => (byte[])[.. r.SearchKey.Span, .. r.Payload.Span])];
        }
    }
}
