// Fact sheet attestation §1.5, §3.6.3: the file of trusted identities.
namespace MobileCoin.Attestation.Test;

public sealed class TrustedMeasurementSetTests
{
    private const string A = "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1";
    private const string B = "B2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2";

    private static readonly string M48 = new('c', 96);

    [Fact]
    public void File_GivesEveryVersionsIdentity_InTheOrderOfTheNames()
    {
        TrustedMeasurementSet set = TrustedMeasurementSet.Parse($$"""
            {
              "v4": {"consensus": {"MRENCLAVE": "{{A}}", "mitigated_hardening_advisories": ["INTEL-SA-00334", "INTEL-SA-00615"]} },
              "v3": {"consensus": {"MRSIGNER": "{{B}}", "product_id": 1, "minimum_svn": 9, "mitigated_config_advisories": ["INTEL-SA-00289"]},
                     "fog-view": {"MRENCLAVE": "{{B}}"} }
            }
            """);
        Assert.Equal("v3 v4", string.Join(" ", set.Versions));
        IReadOnlyList<TrustedIdentity> consensus = set.Identities("consensus");
        var signer = Assert.IsType<TrustedMrSignerIdentity>(consensus[0]);
        Assert.Equal((1, 9), (signer.ProductId, signer.MinimumSvn));
        Assert.Equal(["INTEL-SA-00289"], signer.ConfigAdvisories);
        Assert.Empty(signer.HardeningAdvisories);
        var enclave = Assert.IsType<TrustedMrEnclaveIdentity>(consensus[1]);
        Assert.Equal(A, Convert.ToHexStringLower(enclave.MrEnclave));
        Assert.Equal(["INTEL-SA-00334", "INTEL-SA-00615"], enclave.HardeningAdvisories);
        Assert.Single(set.Identities("fog-view"));
        Assert.Equal("fog-ledger", Assert.Throws<NoIdentitiesFoundException>(() => set.Identities("fog-ledger")).Enclave);
    }

    [Fact]
    public void OurKinds_AreRead()
    {
        TrustedMeasurementSet set = TrustedMeasurementSet.Parse($$"""
            {"v": {"td": {"MRTD": "{{M48}}", "RTMR0": "{{M48}}", "MROWNER": "{{M48}}", "mitigated_config_advisories": ["X"]},
                   "snp": {"SNP_MEASUREMENT": "{{M48}}", "minimum_tcb": {"boot_loader": 3, "tee": 0, "snp": 8, "microcode": 115}, "vmpl": 1, "host_data": "{{A}}"} } }
            """);
        var td = Assert.IsType<TrustedTdIdentity>(set.Identities("td")[0]);
        Assert.Equal(M48, Convert.ToHexStringLower(td.Rtmr0!));
        Assert.Null(td.Rtmr1);
        var snp = Assert.IsType<TrustedSnpIdentity>(set.Identities("snp")[0]);
        Assert.Equal(new SnpTcb(3, 0, 8, 115), snp.MinimumTcb);
        Assert.Equal(1u, snp.Vmpl);
        Assert.Equal(A, Convert.ToHexStringLower(snp.HostData!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("{\"v\": 3}")]
    [InlineData("{\"v\": {\"e\": 3}}")]
    [InlineData("{\"v\": {\"e\": {}}}")]
    [InlineData("{\"v\": {\"e\": {\"MRENCLAVE\": \"" + A + "\", \"more\": 1}}}")]
    [InlineData("{\"v\": {\"e\": {\"MRENCLAVE\": \"" + A + "\", \"product_id\": 1}}}")]
    [InlineData("{\"v\": {\"e\": {\"MRENCLAVE\": \"" + A + "\", \"MRENCLAVE\": \"" + A + "\"}}}")]
    [InlineData("{\"v\": {\"e\": {\"MRENCLAVE\": \"" + A + "\"}}, \"v\": {}}")]
    [InlineData("{\"v\": {\"e\": {\"MRENCLAVE\": \"a1\"}}}")]
    [InlineData("{\"v\": {\"e\": {\"MRENCLAVE\": 3}}}")]
    [InlineData("{\"v\": {\"e\": {\"MRENCLAVE\": \"g" + A + "\"}}}")]
    [InlineData("{\"v\": {\"e\": {\"MRSIGNER\": \"" + A + "\", \"product_id\": 1}}}")]
    [InlineData("{\"v\": {\"e\": {\"MRSIGNER\": \"" + A + "\", \"product_id\": 65536, \"minimum_svn\": 1}}}")]
    [InlineData("{\"v\": {\"e\": {\"MRSIGNER\": \"" + A + "\", \"product_id\": \"1\", \"minimum_svn\": 1}}}")]
    [InlineData("{\"v\": {\"e\": {\"MRENCLAVE\": \"" + A + "\", \"mitigated_config_advisories\": [1]}}}")]
    [InlineData("{\"v\": {\"e\": {\"MRENCLAVE\": \"" + A + "\", \"mitigated_config_advisories\": \"X\"}}}")]
    [InlineData("{\"v\": {\"e\": {\"MRTD\": \"" + A + "\"}}}")]
    [InlineData("{\"v\": {\"e\": {\"SNP_MEASUREMENT\": \"" + A + "\"}}}")]
    public void OtherFiles_AreRefused(string json) => Assert.Throws<EvidenceFormatException>(() => TrustedMeasurementSet.Parse(json));
}
