// Fact sheet attestation §1.7: recorded answers of the old service. They come without signatures, which IasTests makes.
namespace MobileCoin.Attestation.Test;

public sealed class RealIasTests
{
    [Theory]
    [InlineData("ok", "", "", true)]
    [InlineData("sw", "", "INTEL-SA-00239", true)]
    [InlineData("sw", "", "INTEL-SA-00334", false)]
    [InlineData("sw_334_615", "", "INTEL-SA-00334,INTEL-SA-00615", true)]
    [InlineData("sw_334_615", "", "INTEL-SA-00334", false)]
    [InlineData("config", "INTEL-SA-00239", "", true)]
    [InlineData("config", "", "", false)]
    [InlineData("config_sw", "INTEL-SA-00239", "", true)]
    [InlineData("config_sw", "", "", false)]
    [InlineData("config_sw_334_615", "INTEL-SA-00334", "INTEL-SA-00615", true)]
    [InlineData("config_sw_334_615", "INTEL-SA-00334", "", false)]
    public void Answer_IsTrusted_IfItsAdvisoriesAreMitigated(string name, string config, string hardening, bool expected)
    {
        string body = EvidenceFiles.Text($"ias/ias_{name}.json");
        byte[] quote = Convert.FromBase64String(System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("isvEnclaveQuoteBody").GetString()!);
        var identity = new TrustedMrEnclaveIdentity(
            quote.AsSpan(48 + 64, 32), config.Split(',', StringSplitOptions.RemoveEmptyEntries), hardening.Split(',', StringSplitOptions.RemoveEmptyEntries));
        VerificationResult result = EvidenceVerifier.Verify(
            new VerificationReport([], [], body), new VerificationPolicy([identity], TimePolicy.None) { AllowDebug = true });
        Assert.True(result[Check.IasStatus]!.Passed);
        Assert.Equal(expected, result[Check.Identity]!.Passed);
        Assert.False(result.IsTrusted); // no signature
        Assert.False(EvidenceVerifier.Verify(new VerificationReport([], [], body), new VerificationPolicy([identity], TimePolicy.None))[Check.Debug]!.Passed);
    }
}
