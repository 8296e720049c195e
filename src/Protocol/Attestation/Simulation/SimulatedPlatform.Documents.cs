// The documents of a simulated platform (fact sheet attestation §1.8, §2.2, §2.3). Simulation: they prove nothing.
using System.Formats.Asn1;
using System.Globalization;

namespace MobileCoin.Attestation;

public sealed partial class SimulatedPlatform
{
    private string TcbInfoText()
    {
        string modules = _parts.IsDomain ? $$""","tdxModule":{{Module("")}},"tdxModuleIdentities":[{{Module($"\"id\":\"TDX_01\",\"tcbLevels\":{QeLevels(2, "UpToDate", [])},")}}]""" : "";
        string domain = _parts.IsDomain ? $$""","tdxtcbcomponents":{{Components(_parts.LevelSvns)}}""" : "";
        return $$"""
            {"id":"{{_parts.TcbInfoId ?? (_parts.IsDomain ? "TDX" : "SGX")}}","version":{{_parts.TcbVersion}},"issueDate":"{{Date(_issued)}}","nextUpdate":"{{Date(_until)}}","fmspc":"{{Convert.ToHexString(_parts.TcbFmspc ?? _parts.Fmspc)}}","pceId":"{{Convert.ToHexString(_parts.TcbPceId)}}","tcbType":{{_parts.TcbType}},"tcbEvaluationDataNumber":1{{modules}},"tcbLevels":[{"tcb":{"sgxtcbcomponents":{{Components(_parts.LevelSvns)}},"pcesvn":{{_parts.LevelPceSvn}}{{domain}}},"tcbDate":"{{Date(_issued)}}","tcbStatus":"{{_parts.Status}}","advisoryIDs":{{Strings(_parts.Advisories)}}}]}
            """;
    }

    private string QeIdentityText() =>
        $$"""
        {"id":"{{_parts.QeIdentityId ?? (_parts.IsDomain ? "TD_QE" : "QE")}}","version":{{_parts.QeVersion}},"issueDate":"{{Date(_issued)}}","nextUpdate":"{{Date(_until)}}","tcbEvaluationDataNumber":1,"miscselect":"00000000","miscselectMask":"FFFFFFFF","attributes":"11000000000000000000000000000000","attributesMask":"FBFFFFFFFFFFFFFF0000000000000000","mrsigner":"1234567890ABCDEFFEDCBA09876543211234567890ABCDEFFEDCBA0987654321","isvprodid":1,"tcbLevels":{{QeLevels(_parts.QeLevelSvn, _parts.QeStatus, _parts.QeAdvisories)}}}
        """;

    private static string Module(string more) =>
        $$"""{{{more}}"mrsigner":"{{new string('0', 96)}}","attributes":"0000000000000000","attributesMask":"FFFFFFFFFFFFFFFF"}""";

    private string QeLevels(int svn, string status, string[] advisories) =>
        $$"""[{"tcb":{"isvsvn":{{svn}}},"tcbDate":"{{Date(_issued)}}","tcbStatus":"{{status}}","advisoryIDs":{{Strings(advisories)}}}]""";

    private static string Components(byte[] svns) => "[" + string.Join(',', svns.Select(s => $$"""{"svn":{{s}}}""")) + "]";

    private static string Strings(string[] values) => "[" + string.Join(',', values.Select(v => $"\"{v}\"")) + "]";

    private static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private byte[] SgxExtension()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            Entry(writer, 1, w => w.WriteOctetString("simulated PPID  "u8));
            Entry(writer, 2, WriteTcb);
            Entry(writer, 3, w => w.WriteOctetString([0, 0]));
            Entry(writer, 4, w => w.WriteOctetString(_parts.Fmspc));
            Entry(writer, 5, w => w.WriteEnumeratedValue(SgxType.Standard));
        }
        return writer.Encode();
    }

    private enum SgxType
    {
        Standard,
    }

    private static void Entry(AsnWriter writer, int number, Action<AsnWriter> value, string arc = Oids.SgxExtensions)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier($"{arc}.{number}");
            value(writer);
        }
    }

    private void WriteTcb(AsnWriter writer)
    {
        const string arc = Oids.SgxExtensions + ".2";
        using (writer.PushSequence())
        {
            for (int i = 0; i < TcbInfo.Components; i++)
            {
                int svn = _parts.ComponentSvns[i];
                Entry(writer, i + 1, w => w.WriteInteger(svn), arc);
            }
            Entry(writer, 17, w => w.WriteInteger(0), arc);
            Entry(writer, 18, w => w.WriteOctetString(_parts.ComponentSvns), arc);
        }
    }
}
