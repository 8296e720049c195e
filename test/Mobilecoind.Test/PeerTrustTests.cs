// Fact sheet ledger §7.1: which peers' enclaves are trusted.
using MobileCoin.Attestation;
using MobileCoin.Hosting;

namespace MobileCoin.Mobilecoind.Test;

public sealed class PeerTrustTests
{
    [Theory]
    [InlineData("main", true)]
    [InlineData("test", true)]
    [InlineData("local", false)]
    [InlineData("", false)]
    public void PublicNetworks_AreKnownByTheirSigners(string chainId, bool isKnown)
    {
        VerificationPolicy? policy = PeerTrust.Policy(chainId, null, false);
        Assert.Equal(isKnown, policy is not null);
        if (policy is null) return;
        var signer = Assert.IsType<TrustedMrSignerIdentity>(Assert.Single(policy.Identities));
        Assert.Equal((1, 10), (signer.ProductId, signer.MinimumSvn));
        Assert.Equal(TrustAnchor.Production, policy.Anchors);
    }

    [Fact]
    public void SimulatedEvidence_IsTrustedWhenThatIsAskedFor()
    {
        VerificationPolicy policy = PeerTrust.Policy("local", null, true)!;
        Assert.Contains(TrustAnchor.Simulated, policy.Anchors);
        Assert.Single(policy.Identities);
    }

    [Fact]
    public void AFileThatIsNoSignature_IsNamed()
    {
        string path = Path.GetTempFileName();
        try
        {
            HostingException e = Assert.Throws<HostingException>(() => PeerTrust.Policy("main", path, false));
            Assert.StartsWith($"--consensus-enclave-css {path}: ", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
