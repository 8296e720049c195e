using System.Text;

namespace MobileCoin.Hosting.Test;

/// <summary>Configuration files: TOML and JSON make the same, and errors say where.</summary>
public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData("a = 1", """{"a":1}""")]
    [InlineData("a=1\r\nb = 2 # two\n#x\n\n", """{"a":1,"b":2}""")]
    [InlineData("\uFEFFa = 1", """{"a":1}""")]
    [InlineData("a.b.c = 1\na.b.d = 2\na.e = 3", """{"a":{"b":{"c":1,"d":2},"e":3}}""")]
    [InlineData("\"a b\".'c.d' . e = 1\n\"\" = 2\n1-_2 = 3", """{"a b":{"c.d":{"e":1}},"":2,"1-_2":3}""")]
    [InlineData("[a]\nx=1\n[a.b]\ny=2\n[c.d]\nz=3\n[c]\nw=4", """{"a":{"x":1,"b":{"y":2}},"c":{"d":{"z":3},"w":4}}""")]
    [InlineData("[[a]]\nx=1\n[[a]]\n[[a]]\nx=3\n[a.s]\nq=1\n[[a.t]]", """{"a":[{"x":1},{},{"x":3,"s":{"q":1},"t":[{}]}]}""")]
    [InlineData("[a]\nb.c=1\n[a.b.d]\ne=2", """{"a":{"b":{"c":1,"d":{"e":2}}}}""")]
    [InlineData("a = [1, 2,\n # three\n 3,\n]\nb = []\nc = [[1],['x']]", """{"a":[1,2,3],"b":[],"c":[[1],["x"]]}""")]
    [InlineData("a = { b = 1, c.d = \"x\", e = {} }", """{"a":{"b":1,"c":{"d":"x"},"e":{}}}""")]
    [InlineData("a = [{type=\"Node\", args=\"h:1\"}]", """{"a":[{"type":"Node","args":"h:1"}]}""")]
    [InlineData("a = \"\\b\\t\\n\\f\\r\\\"\\\\\\u00e9\\U0001F600\"", """{"a":"\b\t\n\f\r\"\\\u00E9\uD83D\uDE00"}""")]
    [InlineData("a = 'C:\\x\\'\nb = ''", """{"a":"C:\\x\\","b":""}""")]
    [InlineData("a = \"\"\"\nx\ny \\\n   \n  z\"\"\"", """{"a":"x\ny z"}""")]
    [InlineData("a = '''\nx\\\n'y''z'''", """{"a":"x\\\n\u0027y\u0027\u0027z"}""")]
    [InlineData("a = \"\"\"\"\"x\"\"\"\"\"", """{"a":"\u0022\u0022x\u0022\u0022"}""")]
    [InlineData("a = \"\"\"\"\"\"", """{"a":""}""")]
    [InlineData("a = \"\"\"\"\"\"\"\"", """{"a":"\u0022\u0022"}""")]
    [InlineData("a = '''x''''", """{"a":"x\u0027"}""")]
    [InlineData("a=+1\nb=-0\nc=1_000\nd=0xDEAD_beef\ne=0o755\nf=0b1101\ng=18446744073709551615\nh=-9223372036854775808",
        """{"a":1,"b":0,"c":1000,"d":3735928559,"e":493,"f":13,"g":18446744073709551615,"h":-9223372036854775808}""")]
    [InlineData("a=1.5\nb=-2e2\nc=6.5E-1\nd=1_0.0_1", """{"a":1.5,"b":-200,"c":0.65,"d":10.01}""")]
    [InlineData("a=inf\nb=-nan", """{"a":null,"b":null}""")]
    [InlineData("a=true\nb=false", """{"a":true,"b":false}""")]
    [InlineData("a=1979-05-27T07:32:00Z\nb=1979-05-27 07:32:00.5-07:00\nc=1979-05-27\nd=07:32:00",
        """{"a":"1979-05-27T07:32:00Z","b":"1979-05-27 07:32:00.5-07:00","c":"1979-05-27","d":"07:32:00"}""")]
    [InlineData("true = 1\ninf = 2", """{"true":1,"inf":2}""")]
    public void Toml(string toml, string json)
    {
        string expected = ConfigurationFile.ParseJson("x", Encoding.UTF8.GetBytes(json)).ToJson()!.ToJsonString();
        Assert.Equal(expected, ConfigurationFile.ParseToml("x", Encoding.UTF8.GetBytes(toml)).ToJson()!.ToJsonString());
    }

    [Theory]
    [InlineData("a", "1:2")]
    [InlineData("a =", "1:4")]
    [InlineData("a = x", "1:5: a:")]
    [InlineData("a = 1 b = 2", "1:7")]
    [InlineData("= 1", "1:1")]
    [InlineData("a = 1\na = 2", "2:5: a: the key is there twice")]
    [InlineData("a = 1\na.b = 2", "2:1: a:")]
    [InlineData("a.b = 1\na.b.c = 2", "2:1: a.b:")]
    [InlineData("[a]\n[a]", "2:1: a: the key is there twice")]
    [InlineData("a = {}\n[a]", "2:1: a")]
    [InlineData("a = {}\n[a.b]", "2:1: a")]
    [InlineData("a = {b.c = 1}\na.d = 2", "2:1: a")]
    [InlineData("a = []\n[[a]]", "2:1: a")]
    [InlineData("[a]\n[[a]]", "2:1: a")]
    [InlineData("[[a]]\n[a]", "2:1: a")]
    [InlineData("[a.b.c]\nz=1\n[a]\nb.c.t=2", "4:1: a.b")]
    [InlineData("[a]\nb.c=1\n[a.b]", "3:1: a.b")]
    [InlineData("[a", "1:3: ] belongs here, but the file ends")]
    [InlineData("[a]]", "1:4")]
    [InlineData("[[a] ]", "1:5")]
    [InlineData("[]", "1:2")]
    [InlineData("a = [1 2]", "1:8")]
    [InlineData("a = [1,,2]", "1:8")]
    [InlineData("a = {b=1,}", "1:10")]
    [InlineData("a = {b=1\n}", "1:9")]
    [InlineData("a = \"x", "1:7")]
    [InlineData("a = \"x\ny\"", "1:7")]
    [InlineData("a = 'x", "1:7")]
    [InlineData("a = \"\"\"x", "1:9")]
    [InlineData("a = \"\"\"\"\"\"\"\"\"", "1:8: a text holds three quotes")]
    [InlineData("a = \"é\\x\"", "1:7: an unknown escape")]
    [InlineData("a = \"\\ud800\"", "1:6")]
    [InlineData("a = \"\\u12\"", "1:6")]
    [InlineData("a = \"\u0001\"", "1:6")]
    [InlineData("# \u0000", "1:3")]
    [InlineData("a = 1\rb = 2", "1:6")]
    [InlineData("\"\"\"a\"\"\" = 1", "1:3")]
    [InlineData("a = 01", "1:5: a:")]
    [InlineData("a = 1__0", "1:5")]
    [InlineData("a = 0x", "1:5")]
    [InlineData("a = -0x1", "1:5")]
    [InlineData("a = 18446744073709551616", "1:5: a: the number has more than 64 bits")]
    [InlineData("a = 0xffffffffffffffffffffffffffffffffff", "1:5: a: the number has more than 64 bits")]
    [InlineData("a = 0o777777777777777777777777777777777777777777777777", "1:5: a: the number has more than 64 bits")]
    [InlineData("a = 1.", "1:5")]
    [InlineData("a = .5", "1:5")]
    [InlineData("a = 1979-13-01", "1:5")]
    [InlineData("a = 25:00:00", "1:5")]
    [InlineData("a = True", "1:5")]
    public void TomlError_SaysWhere(string toml, string where)
    {
        var e = Assert.Throws<HostingException>(() => ConfigurationFile.ParseToml("f.toml", Encoding.UTF8.GetBytes(toml)));
        Assert.StartsWith("f.toml:" + where, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "1:1")]
    [InlineData("[]", "1:1: the file is no JSON object")]
    [InlineData("{\n \"a\": 1,\n}", "3:1: not JSON")]
    [InlineData("{\"a\":1,\"a\":2}", "1:12: a: the key is there twice")]
    [InlineData("{\"a\":{\"b\":[{\"c\":1,\"c\":1}]}}", "1:23: a.b[0].c: the key is there twice")]
    [InlineData("{} x", "1:4: not JSON")]
    [InlineData("{/**/}", "1:2: not JSON")]
    [InlineData("{\"a\":18446744073709551616}", "1:6: a: the number has more than 64 bits")]
    [InlineData("{\"a\":\"\\ud800\"}", "1:6")]
    public void JsonError_SaysWhere(string json, string where)
    {
        var e = Assert.Throws<HostingException>(() => ConfigurationFile.ParseJson("f.json", Encoding.UTF8.GetBytes(json)));
        Assert.StartsWith("f.json:" + where, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_ThatAreNoText_AreRefused()
    {
        Assert.StartsWith("f:2:6: the text is not UTF-8", Assert.Throws<HostingException>(() => ConfigurationFile.ParseToml("f", [.. "a=1\nb = \""u8, 0xff, (byte)'"'])).Message, StringComparison.Ordinal);
        Assert.StartsWith("f:1:1: the text is not UTF-8", Assert.Throws<HostingException>(() => ConfigurationFile.ParseJson("f", [0xc0])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    [InlineData('.')]
    public void Depth_IsLimited(char kind)
    {
        string Nested(int depth) => kind switch
        {
            '[' => "a=" + new string('[', depth) + new string(']', depth),
            '{' => "a=" + string.Concat(Enumerable.Repeat("{a=", depth)) + "1" + new string('}', depth),
            _ => string.Join('.', Enumerable.Repeat("a", depth)) + "=1",
        };
        ConfigurationFile.ParseToml("f", Encoding.UTF8.GetBytes(Nested(ConfigurationFile.MaxDepth - 1)));
        Assert.Throws<HostingException>(() => ConfigurationFile.ParseToml("f", Encoding.UTF8.GetBytes(Nested(ConfigurationFile.MaxDepth + 1))));
        Assert.Throws<HostingException>(() => ConfigurationFile.ParseToml("f", Encoding.UTF8.GetBytes(Nested(100_000))));
        if (kind != '.') Assert.Contains("deep", Assert.Throws<HostingException>(() => ConfigurationFile.ParseJson("f", Encoding.UTF8.GetBytes(Nested(ConfigurationFile.MaxDepth + 1)[2..].Replace("a=", "\"a\":", StringComparison.Ordinal) is var t && kind == '[' ? "{\"a\":" + t + "}" : t))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_AreAskedForByKind_AndErrorsNameTheKey()
    {
        ConfigurationNode root = ConfigurationFile.ParseToml("f.toml", "q = { t = -1, members = [\n 1, 'x', true, {} ] }\nn = 4294967296"u8);
        ConfigurationNode members = root.Get("q").Get("members");
        Assert.Equal(1u, members.Items[0].AsUInt32());
        Assert.Equal("x", members.Items[1].AsText());
        Assert.True(members.Items[2].AsBoolean());
        Assert.Equal(4294967296UL, root.Get("n").AsUInt64());
        Assert.Equal(["n"], root.Unknown("q").Select(u => u.Path));
        Assert.Null(root.Find("z"));
        Assert.Equal("f.toml:2:2: q.members[0]: is not a text, but a whole number", Assert.Throws<HostingException>(() => members.Items[0].AsText()).Message);
        Assert.Equal("f.toml:2:16: q.members[3]: the key k is missing", Assert.Throws<HostingException>(() => members.Items[3].Get("k")).Message);
        Assert.Equal("f.toml:1:11: q.t: -1 is not a whole number from 0 to 18446744073709551615", Assert.Throws<HostingException>(() => root.Get("q").Get("t").AsUInt64()).Message);
        Assert.Equal("f.toml:3:5: n: 4294967296 is not a whole number from 0 to 4294967295", Assert.Throws<HostingException>(() => root.Get("n").AsUInt32()).Message);
        Assert.Equal("f.toml:2:5: q.members[1]: no good", Assert.Throws<HostingException>(() => members.Items[1].As<int>(_ => throw new FormatException("no good"))).Message);
    }

    [Fact]
    public void Files_AreKnownByExtension()
    {
        string folder = Directory.CreateTempSubdirectory("mc-conf").FullName;
        File.WriteAllText(Path.Combine(folder, "a.toml"), "a = 1");
        File.WriteAllText(Path.Combine(folder, "a.json"), "{\"a\": 1}");
        File.WriteAllText(Path.Combine(folder, "a.txt"), "");
        Assert.Equal(1u, ConfigurationFile.Load(Path.Combine(folder, "a.toml")).Get("a").AsUInt32());
        Assert.Equal(1u, ConfigurationFile.Load(Path.Combine(folder, "a.json")).Get("a").AsUInt32());
        Assert.Contains("ends neither", Assert.Throws<HostingException>(() => ConfigurationFile.Load(Path.Combine(folder, "a.txt"))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<HostingException>(() => ConfigurationFile.Load(Path.Combine(folder, "b.toml"))).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
