// Fact sheet attestation §3.2, §3.3: the providers over files that behave like the devices', fed with real quotes.
using System.Buffers.Binary;
using MobileCoin.Attestation;
using MobileCoin.Attestation.Test;

namespace MobileCoin.Quotes.Test;

public sealed class DeviceTests
{
    private readonly FakeGramine _gramine = new();
    private readonly FakeTsm _tsm = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gramine_MeasuresAndQuotes_AsTheSameEnclave()
    {
        _gramine.Quote = data => Samples.SgxQuote(data);
        var provider = new GramineQuoteProvider("/fake", _gramine);
        RawQuote quote = await provider.QuoteAsync(Samples.ReportData, Token);
        Measurement own = await provider.MeasureAsync(Token);
        Assert.Equal(TeeKind.SgxDcap, quote.Kind);
        Assert.Equal(_gramine.MrEnclave, own.Value.ToArray());
        Assert.Equal(own.Value.ToArray(), QuotedReport.Parse(quote.Bytes.Span).Enclave!.MrEnclave.ToArray());
        // Hardware's policy does not take what a simulated platform signed.
        var collateral = await new SimulatedCollateral(new DrivenTime()).GetAsync(quote, Token);
        AttestationEvidence evidence = quote.With(collateral, Samples.Contents);
        Assert.False(EvidenceVerifier.Verify(evidence, own.PeerPolicy(TimePolicy.None)).IsTrusted);
        Assert.True(EvidenceVerifier.Verify(evidence, own.PeerPolicy(TimePolicy.None) with { Anchors = [TrustAnchor.Simulated] }).IsTrusted);
    }

    [Fact]
    public async Task Gramine_InAFolder_GivesARealQuote()
    {
        byte[] real = EvidenceFiles.Read("sgx/sgx_quote");
        string folder = Directory.CreateTempSubdirectory("gramine").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "quote"), real, Token);
            await File.WriteAllBytesAsync(Path.Combine(folder, "user_report_data"), new byte[64], Token);
            byte[] reportData = QuotedReport.Parse(real).ReportData.ToArray();
            RawQuote quote = await new GramineQuoteProvider(folder).QuoteAsync(reportData, Token);
            Assert.Equal(real, quote.Bytes.ToArray());
            Assert.Equal(reportData, await File.ReadAllBytesAsync(Path.Combine(folder, "user_report_data"), Token));
            QuoteException other = await Assert.ThrowsAsync<QuoteException>(() => new GramineQuoteProvider(folder).QuoteAsync(Samples.ReportData, Token));
            Assert.Equal(QuoteError.Format, other.Error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(16, QuoteError.Busy)]
    [InlineData(11, QuoteError.Busy)]
    [InlineData(5, QuoteError.Device)]
    public async Task Gramine_Fails_AsTheDeviceSays(int errno, QuoteError expected)
    {
        _gramine.Failures.Enqueue(Samples.Errno(errno));
        Assert.Equal(expected, (await Fails(new GramineQuoteProvider("/fake", _gramine))).Error);
    }

    [Fact]
    public async Task Gramine_RefusesWhatIsNoSgxQuote()
    {
        var provider = new GramineQuoteProvider("/fake", _gramine);
        Assert.Equal(QuoteError.Format, (await Fails(provider)).Error);
        _gramine.Quote = Samples.TdxQuote;
        Assert.Contains("version 4", (await Fails(provider)).Message, StringComparison.Ordinal);
        _gramine.Quote = _ => Samples.SgxQuote(new byte[64]);
        Assert.Contains("other report data", (await Fails(provider)).Message, StringComparison.Ordinal);
        _gramine.MyTargetInfo = new byte[511];
        Assert.Equal(QuoteError.Format, (await Assert.ThrowsAsync<QuoteException>(() => provider.MeasureAsync(Token))).Error);
    }

    [Theory]
    [InlineData("tdx/tdx_quote")]
    [InlineData("tdx/tdx_quote_outdated")]
    public async Task Tdx_GivesARealQuote_AndItsMeasurement(string file)
    {
        byte[] real = EvidenceFiles.Read(file);
        _tsm.Quote = _ => real;
        QuotedReport report = QuotedReport.Parse(real);
        RawQuote quote = await new TdxQuoteProvider("/tsm", _tsm).QuoteAsync(report.ReportData.ToArray(), Token);
        Assert.Equal(real, quote.Bytes.ToArray());
        Assert.Equal(0, _tsm.Folders);
        _tsm.Quote = Samples.TdxQuote;
        Assert.Equal("MRTD " + Convert.ToHexStringLower(Samples.Filled(0xC3, 48)), (await new TdxQuoteProvider("/tsm", _tsm).MeasureAsync(Token)).ToString());
    }

    [Fact]
    public async Task Tdx_IsInterrupted_AndTriesAgain()
    {
        _tsm.Quote = Samples.TdxQuote;
        for (int i = 0; i < 3; i++) _tsm.Failures.Enqueue(Samples.Errno(4));
        Assert.Equal(TeeKind.Tdx, (await new TdxQuoteProvider("/tsm", _tsm).QuoteAsync(Samples.ReportData, Token)).Kind);
    }

    [Fact]
    public async Task Tdx_WhileAnotherWrites_TriesAgainAndThenIsBusy()
    {
        _tsm.Quote = Samples.TdxQuote;
        _tsm.Disturbances = 3;
        Assert.Equal(TeeKind.Tdx, (await new TdxQuoteProvider("/tsm", _tsm).QuoteAsync(Samples.ReportData, Token)).Kind);
        _tsm.Disturbances = 4;
        Assert.Equal(QuoteError.Busy, (await Fails(new TdxQuoteProvider("/tsm", _tsm))).Error);
        _tsm.Disturbances = 0;
        _tsm.Failures.Enqueue(Samples.Errno(16));
        Assert.Equal(QuoteError.Busy, (await Fails(new TdxQuoteProvider("/tsm", _tsm))).Error);
        Assert.Equal(0, _tsm.Folders);
        Assert.Equal(3, _tsm.Made);
    }

    [Fact]
    public async Task Tdx_RefusesOtherAnswers()
    {
        var provider = new TdxQuoteProvider("/tsm", _tsm);
        _tsm.Quote = _ => new byte[9000];
        Assert.Contains("DICE", (await Fails(provider)).Message, StringComparison.Ordinal);
        _tsm.Quote = _ => Samples.TdxQuote(new byte[64]);
        Assert.Contains("other report data", (await Fails(provider)).Message, StringComparison.Ordinal);
        _tsm.Provider = "sev_guest";
        Assert.Equal(QuoteError.Device, (await Fails(provider)).Error);
    }

    [Fact]
    public async Task Snp_GivesARealReportWithTheHostsCertificates()
    {
        byte[] real = EvidenceFiles.Read("snp/attestation.bin"), vcek = EvidenceFiles.Read("snp/vcek.testcer");
        _tsm.Provider = "sev_guest";
        _tsm.Quote = _ => real;
        _tsm.Auxiliary = Table(("63da758d-e664-4564-adc5-f4b93be8accd", vcek), ("11111111-2222-3333-4444-555555555555", [1, 2]));
        var provider = new SnpQuoteProvider("/tsm", _tsm);
        RawQuote quote = await provider.QuoteAsync(SnpReport.Parse(real).ReportData.ToArray(), Token);
        Assert.Equal(vcek, quote.Certificates.Vcek);
        Assert.Null(quote.Certificates.Ask);
        _tsm.Auxiliary = null;
        quote = await provider.QuoteAsync(SnpReport.Parse(real).ReportData.ToArray(), Token);
        Assert.Equal(SnpCertificates.None, quote.Certificates);
    }

    [Fact]
    public void CertificateTable_OutOfBounds_IsRefused()
    {
        byte[] table = Table(("63da758d-e664-4564-adc5-f4b93be8accd", new byte[10]));
        Assert.Equal(10, SnpCertificates.Parse(table).Vcek!.Length);
        for (int length = 1; length < table.Length; length++) Assert.Throws<QuoteException>(() => SnpCertificates.Parse(table.AsSpan(0, length)));
        BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(16), uint.MaxValue);
        Assert.Throws<QuoteException>(() => SnpCertificates.Parse(table));
        Assert.Equal(SnpCertificates.None, SnpCertificates.Parse([]));
        Assert.Equal(SnpCertificates.None, SnpCertificates.Parse(new byte[24]));
        Assert.Throws<QuoteException>(() => SnpCertificates.Parse(Samples.Filled(1, 4096)));
    }

    [Fact]
    public void CertificateTable_OfAnyBytes_IsReadOrRefused() => FsCheck.Check.QuickThrowOnFailure(FsCheck.Fluent.Prop.ForAll((byte[] table, uint offset, uint length) =>
    {
        byte[] entry = DeviceTests.Table(("c0b406a4-a803-4952-9743-3fb6014cd0ae", table));
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(16), offset);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(20), length);
        return IsReadOrRefused(table) && IsReadOrRefused(entry);
    }));

    private static bool IsReadOrRefused(byte[] table)
    {
        try
        {
            return SnpCertificates.Parse(table) is not null;
        }
        catch (QuoteException e)
        {
            return e.Error == QuoteError.Format;
        }
    }

    internal static byte[] Table(params (string Id, byte[] Certificate)[] entries)
    {
        byte[] table = new byte[(24 * (entries.Length + 1)) + entries.Sum(e => e.Certificate.Length)];
        int offset = 24 * (entries.Length + 1);
        for (int i = 0; i < entries.Length; i++)
        {
            new Guid(entries[i].Id).TryWriteBytes(table.AsSpan(24 * i), bigEndian: true, out _);
            BinaryPrimitives.WriteInt32LittleEndian(table.AsSpan((24 * i) + 16), offset);
            BinaryPrimitives.WriteInt32LittleEndian(table.AsSpan((24 * i) + 20), entries[i].Certificate.Length);
            entries[i].Certificate.CopyTo(table, offset);
            offset += entries[i].Certificate.Length;
        }
        return table;
    }

    private static Task<QuoteException> Fails(IQuoteProvider provider) =>
        Assert.ThrowsAsync<QuoteException>(() => provider.QuoteAsync(Samples.ReportData, Token));
}
