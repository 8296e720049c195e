// Fact sheet attestation §2.3, §3.5.2: collateral over HTTP from a server on the loopback, for real quotes.
using System.Security.Cryptography;
using System.Text;
using MobileCoin.Attestation;
using MobileCoin.Attestation.Test;

namespace MobileCoin.Quotes.Test;

public sealed class CollateralTests : IDisposable
{
    private readonly DrivenTime _time = new();
    private readonly KeptLog _log = new();
    private readonly SocketsHttpHandler _handler = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _handler.Dispose();

    [Theory]
    [InlineData("sgx/sgx_quote", "TCB-Info-Issuer-Chain", false, TeeKind.SgxDcap)]
    [InlineData("sgx/sgx_quote", "SGX-TCB-Info-Issuer-Chain", true, TeeKind.SgxDcap)]
    [InlineData("tdx/tdx_quote", "TCB-Info-Issuer-Chain", false, TeeKind.Tdx)]
    public async Task Pccs_GivesWhatARealQuoteIsVerifiedWith(string file, string header, bool hex, TeeKind kind)
    {
        byte[] bytes = EvidenceFiles.Read(file);
        Collateral expected = EvidenceFiles.Collateral(file + "_collateral.json");
        await using Loopback server = await Loopback.StartAsync();
        Serve(server, QuotedReport.Parse(bytes), expected, header, hex);
        using var source = new IntelCollateralSource(_handler, server.Root, _time, _log);
        var quote = new RawQuote(kind, bytes);
        QuoteCollateral collateral = await source.GetAsync(quote, Token);
        Assert.Equal(expected, Assert.IsType<IntelCollateral>(collateral).Collateral);
        AttestationEvidence evidence = quote.With(collateral, Samples.Contents);
        VerificationResult result = EvidenceVerifier.Verify(evidence, new VerificationPolicy([], TimePolicy.Strict(Samples.June2025)));
        Assert.Equal(["ReportData", "Identity"], result.Failures);
    }

    [Fact]
    public async Task Answers_AreKeptForAnHour_AndUsedWhenTheServerIsGone()
    {
        byte[] bytes = EvidenceFiles.Read("sgx/sgx_quote");
        await using Loopback server = await Loopback.StartAsync();
        Serve(server, QuotedReport.Parse(bytes), EvidenceFiles.Collateral("sgx/sgx_quote_collateral.json"), "TCB-Info-Issuer-Chain", hex: false);
        using var source = new IntelCollateralSource(_handler, server.Root, _time, _log);
        var quote = new RawQuote(TeeKind.SgxDcap, bytes);
        QuoteCollateral first = await source.GetAsync(quote, Token);
        Assert.Equal(first, await source.GetAsync(quote, Token));
        Assert.Equal(4, server.Asked.Count);
        _time.Jump(TimeSpan.FromHours(1));
        Assert.Equal(first, await source.GetAsync(quote, Token));
        Assert.Equal(8, server.Asked.Count);
        server.IsDown = true;
        _time.Jump(TimeSpan.FromHours(1));
        Assert.Equal(first, await source.GetAsync(quote, Token));
        Assert.Contains(_log.Lines, l => l.Text.Contains("status 503", StringComparison.Ordinal));
        _time.Jump(TimeSpan.FromDays(7));
        QuoteException e = await Assert.ThrowsAsync<QuoteException>(() => source.GetAsync(quote, Token));
        Assert.Equal(QuoteError.Collateral, e.Error);
        Assert.Contains("pckcrl", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_WithoutTheirChainOrOfRubbish_AreRefused()
    {
        byte[] bytes = Samples.SgxQuote(new byte[64]);
        Collateral collateral = Assert.IsType<IntelCollateral>(await new SimulatedCollateral(_time).GetAsync(new RawQuote(TeeKind.Simulated, bytes), Token)).Collateral;
        var quote = new RawQuote(TeeKind.SgxDcap, bytes);
        await using Loopback server = await Loopback.StartAsync();
        QuotedReport report = QuotedReport.Parse(bytes);
        Assert.Equal("0123456789AB", Convert.ToHexString(report.Fmspc));
        Serve(server, report, collateral, "Another-Header", hex: false);
        using (var source = new IntelCollateralSource(_handler, server.Root, _time, _log))
        {
            Assert.Contains("TCB-Info-Issuer-Chain", (await Assert.ThrowsAsync<QuoteException>(() => source.GetAsync(quote, Token))).Message, StringComparison.Ordinal);
        }
        Serve(server, report, collateral, "TCB-Info-Issuer-Chain", hex: false);
        server.Serve("sgx/certification/v4/rootcacrl", "<html>"u8.ToArray());
        using var other = new IntelCollateralSource(_handler, server.Root, _time, _log);
        Assert.Contains("neither DER nor hex", (await Assert.ThrowsAsync<QuoteException>(() => other.GetAsync(quote, Token))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<QuoteException>(() => other.GetAsync(quote with { Bytes = new byte[10] }, Token));
    }

    [Fact]
    public async Task Server_ThatIsNotThere_IsACollateralError()
    {
        var quote = new RawQuote(TeeKind.SgxDcap, Samples.SgxQuote(new byte[64]));
        using var source = new IntelCollateralSource(_handler, new Uri("http://127.0.0.1:1/"), _time, _log);
        Assert.Equal(QuoteError.Collateral, (await Assert.ThrowsAsync<QuoteException>(() => source.GetAsync(quote, Token))).Error);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Kds_CompletesARealReport(bool hostGivesKey, bool hostGivesChain)
    {
        byte[] report = EvidenceFiles.Read("snp/attestation.bin"), vcek = EvidenceFiles.Read("snp/vcek.testcer"), chain = EvidenceFiles.Read("snp/ask_ark_milan.pem");
        byte[][] authorities = EvidenceFiles.Pem("snp/ask_ark_milan.pem");
        await using Loopback server = await Loopback.StartAsync();
        string chip = Convert.ToHexStringLower(SnpReport.Parse(report).ChipId);
        string keyPage = $"vcek/v1/Milan/{chip}?blSPL=02&teeSPL=00&snpSPL=05&ucodeSPL=68";
        server.Serve(keyPage, vcek);
        server.Serve("vcek/v1/Milan/cert_chain", chain);
        server.Serve("vcek/v1/Milan/crl", [0x30, 0]);
        using var source = new AmdCollateralSource(_handler, server.Root, _time, _log);
        var quote = new RawQuote(TeeKind.SevSnp, report)
        {
            Certificates = new SnpCertificates { Vcek = hostGivesKey ? vcek : null, Ask = hostGivesChain ? authorities[0] : null, Ark = hostGivesChain ? authorities[1] : null },
        };
        QuoteCollateral collateral = await source.GetAsync(quote, Token);
        Assert.Equal((byte[][])[vcek, .. authorities], Assert.IsType<AmdCollateral>(collateral).CertificateChain);
        Assert.Equal(!hostGivesKey, server.Asked.Contains(keyPage));
        Assert.Equal(!hostGivesChain, server.Asked.Contains("vcek/v1/Milan/cert_chain"));
        VerificationResult result = EvidenceVerifier.Verify(quote.With(collateral, Samples.Contents), new VerificationPolicy([], TimePolicy.None));
        Assert.True(result[Check.ReportSignature]!.Passed);
        Assert.True(result[Check.VcekChain, Check.ChainLinks]!.Passed);
        // A day later the lists are asked for again, the chip's key is not.
        int asked = server.Asked.Count;
        _time.Jump(TimeSpan.FromHours(2));
        await source.GetAsync(quote, Token);
        Assert.Equal(asked + 1, server.Asked.Count);
    }

    [Fact]
    public async Task Kds_IsNotAskedForAMaskedChip()
    {
        byte[] report = EvidenceFiles.Read("snp/attestation.bin");
        report[0x48] |= 2;
        using var source = new AmdCollateralSource(_handler, new Uri("http://127.0.0.1:1/"), _time, _log);
        QuoteException e = await Assert.ThrowsAsync<QuoteException>(() => source.GetAsync(new RawQuote(TeeKind.SevSnp, report), Token));
        Assert.Contains("masks", e.Message, StringComparison.Ordinal);
        report[0x48] = 1 << 2;
        e = await Assert.ThrowsAsync<QuoteException>(() => source.GetAsync(new RawQuote(TeeKind.SevSnp, report), Token));
        Assert.Contains("VLEK", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x19, 0x01, "Milan")]
    [InlineData(0x19, 0x11, "Genoa")]
    [InlineData(0x19, 0xA0, "Genoa")]
    [InlineData(0x1A, 0x02, "Turin")]
    [InlineData(0x19, 0x50, null)]
    public void Product_IsByFamilyAndModel(byte family, byte model, string? product)
    {
        byte[] report = new byte[SnpReport.Size];
        report[0] = 3;
        report[0x34] = 1;
        (report[0x188], report[0x189]) = (family, model);
        Assert.Equal(product, SnpReport.Parse(report).Product);
    }

    [Fact]
    public async Task Files_GiveWhatAnOperatorPutThere()
    {
        byte[] bytes = Samples.SgxQuote(new byte[64]);
        var quote = new RawQuote(TeeKind.SgxDcap, bytes);
        Collateral collateral = Assert.IsType<IntelCollateral>(await new SimulatedCollateral(_time).GetAsync(quote, Token)).Collateral;
        string folder = Directory.CreateTempSubdirectory("collateral").FullName;
        try
        {
            var source = new FileCollateralSource(folder);
            Assert.Contains("pck_crl_issuer_chain.pem", (await Assert.ThrowsAsync<QuoteException>(async () => await source.GetAsync(quote, Token))).Message, StringComparison.Ordinal);
            await WriteAsync("pck_crl_issuer_chain.pem", Encoding.ASCII.GetBytes(Pem(collateral.PckCrlIssuerChain)));
            await WriteAsync("root_ca_crl.der", collateral.RootCaCrl);
            await WriteAsync("pck_crl.der", collateral.PckCrl);
            await WriteAsync("tcb_info_issuer_chain.pem", Encoding.ASCII.GetBytes(Pem(collateral.TcbInfoIssuerChain)));
            await WriteAsync("tcb_info.json", Encoding.UTF8.GetBytes(collateral.TcbInfo));
            await WriteAsync("qe_identity_issuer_chain.pem", Encoding.ASCII.GetBytes(Pem(collateral.QeIdentityIssuerChain)));
            await WriteAsync("qe_identity.json", Encoding.UTF8.GetBytes(collateral.QeIdentity));
            Assert.Equal(collateral, Assert.IsType<IntelCollateral>(await source.GetAsync(quote, Token)).Collateral);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Task WriteAsync(string name, byte[] content) => File.WriteAllBytesAsync(Path.Combine(folder, name), content, Token);
    }

    private static void Serve(Loopback server, QuotedReport report, Collateral collateral, string tcbHeader, bool hex)
    {
        string tee = report.Domain is null ? "sgx" : "tdx", ca = report.Authority == PckAuthority.Processor ? "processor" : "platform";
        byte[] root = hex ? Encoding.ASCII.GetBytes(Convert.ToHexStringLower(collateral.RootCaCrl)) : collateral.RootCaCrl;
        server.Serve($"sgx/certification/v4/pckcrl?ca={ca}&encoding=der", collateral.PckCrl, ("SGX-PCK-CRL-Issuer-Chain", Escaped(collateral.PckCrlIssuerChain)));
        server.Serve($"{tee}/certification/v4/tcb?fmspc={Convert.ToHexString(report.Fmspc)}", Encoding.UTF8.GetBytes(collateral.TcbInfo), (tcbHeader, Escaped(collateral.TcbInfoIssuerChain)));
        server.Serve($"{tee}/certification/v4/qe/identity", Encoding.UTF8.GetBytes(collateral.QeIdentity), ("SGX-Enclave-Identity-Issuer-Chain", Escaped(collateral.QeIdentityIssuerChain)));
        server.Serve("sgx/certification/v4/rootcacrl", root);
    }

    private static string Escaped(IReadOnlyList<byte[]> chain) => Uri.EscapeDataString(Pem(chain));

    private static string Pem(IReadOnlyList<byte[]> chain) => string.Concat(chain.Select(c => PemEncoding.WriteString("CERTIFICATE", c) + "\n"));
}
