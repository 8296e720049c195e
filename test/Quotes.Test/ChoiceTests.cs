using MobileCoin.Hosting;

namespace MobileCoin.Quotes.Test;

public sealed class ChoiceTests
{
    private readonly KeptLog _log = new();

    [Fact]
    public void Nothing_IsFound_AndTheServiceDoesNotStart()
    {
        var options = new TeeOptions { GramineRoot = "/nowhere/attestation", TsmRoot = "/nowhere/tsm" };
        HostingException e = Assert.Throws<HostingException>(() => TeeChoice.Make(options));
        Assert.Contains("/nowhere/attestation/attestation_type", e.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/tsm", e.Message, StringComparison.Ordinal);
        Assert.Contains("--sgx-mode SW", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulation_IsChosenWhenAskedFor()
    {
        TeeChoice choice = TeeChoice.Make(new TeeOptions { Setting = TeeSetting.Simulated, GramineRoot = "/fake", Files = new FakeGramine() });
        Assert.Equal(TeeKind.Simulated, choice.Kind);
        Assert.Equal("SW", choice.SgxMode);
        Assert.IsType<SimulatedQuoteProvider>(choice.CreateProvider(Samples.Enclave, new DrivenTime(), _log));
        Assert.Throws<HostingException>(() => choice.CreateSealer(_log));
    }

    [Theory]
    [InlineData(TeeSetting.Auto)]
    [InlineData(TeeSetting.SgxDcap)]
    public void Gramine_IsFound(TeeSetting setting)
    {
        TeeChoice choice = TeeChoice.Make(new TeeOptions { Setting = setting, GramineRoot = "/fake", TsmRoot = "/nowhere", Files = new FakeGramine() });
        Assert.Equal(TeeKind.SgxDcap, choice.Kind);
        Assert.Equal("HW", choice.SgxMode);
        Assert.IsType<GramineQuoteProvider>(choice.CreateProvider(Samples.Enclave, new DrivenTime(), _log));
        Assert.Equal(TeeKind.SgxDcap, choice.CreateSealer(_log).Kind);
        Assert.DoesNotContain(_log.Lines, l => l.Text.Contains("SIMULATED", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tdx_guest", TeeSetting.Auto, TeeKind.Tdx)]
    [InlineData("tdx_guest", TeeSetting.Tdx, TeeKind.Tdx)]
    [InlineData("sev_guest", TeeSetting.Auto, TeeKind.SevSnp)]
    [InlineData("sev_guest", TeeSetting.SevSnp, TeeKind.SevSnp)]
    public void Guests_AreFoundByTheKernelsProvider(string provider, TeeSetting setting, TeeKind expected)
    {
        var files = new OnlyTsm(new FakeTsm { Provider = provider });
        TeeChoice choice = TeeChoice.Make(new TeeOptions { Setting = setting, GramineRoot = "/fake", TsmRoot = "/tsm", Files = files });
        Assert.Equal(expected, choice.Kind);
        Assert.Equal("HW", choice.SgxMode);
        Assert.Equal(expected, choice.CreateProvider(Samples.Enclave, new DrivenTime(), _log).Kind);
    }

    [Theory]
    [InlineData(TeeSetting.Tdx, "'sev_guest'")]
    [InlineData(TeeSetting.SgxDcap, "/fake/attestation_type is not there")]
    public void WhatWasAskedFor_IsNotThere(TeeSetting setting, string reason)
    {
        var files = new OnlyTsm(new FakeTsm { Provider = "sev_guest" });
        var options = new TeeOptions { Setting = setting, GramineRoot = "/fake", TsmRoot = "/tsm", Files = files };
        Assert.Contains(reason, Assert.Throws<HostingException>(() => TeeChoice.Make(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GramineWithoutDcap_IsNoEnvironment()
    {
        var options = new TeeOptions { GramineRoot = "/fake", TsmRoot = "/nowhere", Files = new FakeGramine { Type = "none\n" } };
        Assert.Contains("sgx.remote_attestation", Assert.Throws<HostingException>(() => TeeChoice.Make(options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HW", TeeSetting.Auto)]
    [InlineData("auto", TeeSetting.Auto)]
    [InlineData("SW", TeeSetting.Simulated)]
    [InlineData("sgx", TeeSetting.SgxDcap)]
    [InlineData("tdx", TeeSetting.Tdx)]
    [InlineData("snp", TeeSetting.SevSnp)]
    public void Setting_IsRead(string text, TeeSetting expected) => Assert.Equal(expected, TeeFlags.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("maybe")]
    public void Setting_ThatIsNone_IsRefused(string text) => Assert.Throws<FlagException>(() => TeeFlags.Read(text));

    [Fact]
    public void BuildInfo_SaysTheMode()
    {
        var identity = new ServiceIdentity("A", "a", () => "{}");
        Assert.Contains("\"sgx_mode\":\"SW\"", identity.Build.Json, StringComparison.Ordinal);
        Assert.Contains("\"sgx_mode\":\"HW\"", (identity with { SgxMode = BuildInformation.Hardware }).Build.Json, StringComparison.Ordinal);
    }

    /// <summary>The kernel's folder, and no Gramine.</summary>
    private sealed class OnlyTsm(FakeTsm tsm) : IDeviceFiles
    {
        public bool FileExists(string path) => !path.StartsWith("/fake", StringComparison.Ordinal) && tsm.FileExists(path);

        public bool FolderExists(string path) => tsm.FolderExists(path);

        public byte[] Read(string path, int most) => tsm.Read(path, most);

        public void Write(string path, ReadOnlySpan<byte> bytes) => tsm.Write(path, bytes);

        public void CreateFolder(string path) => tsm.CreateFolder(path);

        public void RemoveFolder(string path) => tsm.RemoveFolder(path);
    }
}
