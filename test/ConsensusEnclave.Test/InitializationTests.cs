// Fact sheets consensus §3.1, §3.2, ledger §9.2: constants, configuration, signing key, evidence.
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ConsensusEnclave.Test;

public sealed class InitializationTests
{
    [Fact]
    public void Constants_AreThoseOfTheNetworks()
    {
        EnclaveConstants[] networks = [EnclaveConstants.MainNet, EnclaveConstants.TestNet, EnclaveConstants.Development];
        Assert.Equal(3, networks.Select(n => n.FeeRecipient).Distinct().Count());
        Assert.StartsWith("26b507c6", EnclaveConstants.Development.FeeRecipient.SpendPublicKey.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("5222a1e9", EnclaveConstants.Development.FeeRecipient.ViewPublicKey.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("72ec81d6", EnclaveConstants.MainNet.FeeRecipient.SpendPublicKey.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("76ffc2b7", EnclaveConstants.TestNet.FeeRecipient.SpendPublicKey.ToString(), StringComparison.Ordinal);
        Assert.Equal(EnclaveConstants.Development with { }, EnclaveConstants.Development);
    }

    [Fact]
    public void Constants_OfNoKeys_AreRefused()
    {
        byte[] key = Samples.FeeAccount.DefaultSubaddress().ViewPublicKey.ToBytes(), der = new byte[Ed25519Public.DerSize];
        Samples.TrustRoot.PublicKey().WriteDer(der);
        Assert.Equal(Samples.TrustRoot.PublicKey(), EnclaveConstants.Create(key, key, der).MintingTrustRoot);
        TestNode.Refused(EnclaveErrorKind.FeePublicAddress, () => EnclaveConstants.Create(Samples.Filled(0xFF, 32), key, der));
        TestNode.Refused(EnclaveErrorKind.FeePublicAddress, () => EnclaveConstants.Create(key, key.AsSpan(1), der));
        TestNode.Refused(EnclaveErrorKind.ParseMintingTrustRootPublicKey, () => EnclaveConstants.Create(key, key, der.AsSpan(1)));
        TestNode.Refused(EnclaveErrorKind.ParseMintingTrustRootPublicKey, () => EnclaveConstants.Create(key, key, []));
    }

    [Fact]
    public void BeforeInitialization_EveryCallThatNeedsTheConfigurationIsRefused()
    {
        using ValidatorEnclave enclave = TestNode.New();
        EnclaveMessage message = new(default, default, default);
        Action[] calls =
        [
            () => enclave.PeerInit(TestNode.PeerId), () => enclave.PeerAccept([]), () => enclave.PeerConnect(TestNode.PeerId, []),
            () => enclave.PeerClose(default), () => enclave.ClientAccept([]), () => enclave.ClientClose(default), () => enclave.GetIdentity(),
            () => enclave.GetSigner(), () => enclave.NewReport(), () => enclave.GetAttestationEvidence(),
            () => enclave.ClientTxPropose(message), () => enclave.ClientDiscardMessage(message), () => enclave.PeerTxPropose(message),
            () => enclave.TxsAreWellFormed([], 0), () => enclave.TxsForPeer([], default, default),
            () => enclave.FormBlock(new TestChain(0).Parent, new FormBlockInputs([], [], []), default), () => enclave.GetMinimumFee(0),
        ];
        foreach (Action call in calls) TestNode.Refused(EnclaveErrorKind.NotInitialized, call);
        Assert.Equal(Samples.Constants.FeeRecipient, enclave.GetFeeRecipient());
        Assert.Equal(Samples.Constants.MintingTrustRoot, enclave.GetMintingTrustRoot());
    }

    [Fact]
    public void Initialization_HappensOnce()
    {
        using TestNode node = new(evidence: false);
        EnclaveInit again = new(TestNode.PeerId, TestNode.PeerId, default, node.Config);
        Assert.Throws<InvalidOperationException>(() => node.Enclave.Initialize(again));
        Assert.NotEmpty(node.Started.TargetFeatures);
        Assert.Equal(2048UL, node.Enclave.GetMinimumFee(1));
        Assert.Null(node.Enclave.GetMinimumFee(99));
    }

    [Fact]
    public void SigningKey_PersistsWhenItIsGivenBack()
    {
        using TestNode first = new(seed: 1, evidence: false), other = new(seed: 2, evidence: false);
        using TestNode restarted = new(seed: 3, sealedKey: first.Started.SealedSigningKey.ToArray(), evidence: false);
        Assert.Equal(first.Enclave.GetSigner(), restarted.Enclave.GetSigner());
        Assert.NotEqual(first.Enclave.GetSigner(), other.Enclave.GetSigner());
        Assert.NotEqual(first.Enclave.GetIdentity(), restarted.Enclave.GetIdentity());
        using TestNode third = new(seed: 4, sealedKey: restarted.Started.SealedSigningKey.ToArray(), evidence: false);
        Assert.Equal(first.Enclave.GetSigner(), third.Enclave.GetSigner());
    }

    [Fact]
    public void SigningKey_SealedElsewhere_StopsTheStart()
    {
        using TestNode node = new(evidence: false);
        byte[] sealedKey = node.Started.SealedSigningKey.ToArray();
        TestNode.Refused(EnclaveErrorKind.IntelSealing, () => new TestNode(sealedKey: sealedKey[..^1], evidence: false).Dispose());
        sealedKey[0] ^= 1;
        TestNode.Refused(EnclaveErrorKind.IntelSealing, () => new TestNode(sealedKey: sealedKey, evidence: false).Dispose());
    }

    [Fact]
    public void Governors_NeedTheTrustRootsSignature()
    {
        BlockchainConfig good = MintSamples.Config(3);
        new TestNode(good, evidence: false).Dispose();
        Refused(EnclaveErrorKind.MissingGovernorsSignature, good with { GovernorsSignature = null });
        Refused(EnclaveErrorKind.InvalidGovernorsSignature, good with { GovernorsSignature = good.GovernorsMap.Sign(MintSamples.Key(1)) });
        GovernorsMap nested = new([new(MintSamples.Token, new SignerSet([], 1, MintSamples.Governors))]);
        BlockchainConfig deep = good with { GovernorsMap = nested, GovernorsSignature = nested.Sign(Samples.TrustRoot) };
        new TestNode(deep, evidence: false).Dispose();
        Refused(EnclaveErrorKind.NestedMultiSigGovernorsNotSupported, deep with { BlockVersion = BlockVersion.FromUInt32(2) });

        static void Refused(EnclaveErrorKind kind, BlockchainConfig config) =>
            TestNode.Refused(kind, () => new TestNode(config, evidence: false).Dispose());
    }

    [Fact]
    public void Evidence_IsTakenIfItWasAskedForAndIsTrusted()
    {
        using TestNode node = new(evidence: false);
        TestNode.Refused(EnclaveErrorKind.Attest, () => node.Enclave.GetAttestationEvidence());
        Assert.Equal(AttestError.NoEvidence, TestNode.Refused(() => node.Enclave.PeerInit(TestNode.PeerId)));
        EnclaveReportDataContents contents = node.Enclave.NewReport();
        Assert.Equal(node.Enclave.GetSigner().ToBytes(), contents.CustomIdentity.ToArray());
        Assert.Equal(node.Enclave.GetIdentity().ToBytes(), contents.Key.ToArray());
        DcapEvidence evidence = node.Evidence(contents);
        Assert.True(node.Enclave.VerifyAttestationEvidence(evidence).IsSimulated);
        Assert.Equal(evidence.Encode(), ((DcapEvidence)node.Enclave.GetAttestationEvidence()).Encode());
        Assert.Equal(AttestError.InvalidState, TestNode.Refused(() => node.Enclave.VerifyAttestationEvidence(evidence)));
        // Constants are part of the measurement: another network's enclave is another enclave.
        using TestNode production = new(evidence: false, constants: EnclaveConstants.MainNet);
        DcapEvidence foreign = production.Evidence(node.Enclave.NewReport());
        Assert.Equal(AttestError.Untrusted, TestNode.Refused(() => node.Enclave.VerifyAttestationEvidence(foreign)));
    }
}
