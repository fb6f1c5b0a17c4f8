// CSV tables in common formats: accepted tables, and exact error messages.

#include "entrepot/scenario/csv_table.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "support/errors.hpp"

namespace entrepot::scenario {
namespace {

using std::literals::string_literals::operator""s;

std::string line_of(const std::vector<Value>& fields) {
  std::string line;
  for (const auto& field : fields) line += (line.empty() ? "" : "|") + field.text;
  return line;
}

/// The header and the rows, a line each, fields between bars; then warnings.
std::string read(const std::string& bytes) {
  Diagnostics diagnostics;
  const auto table = read_csv(bytes, "t.csv", diagnostics);
  diagnostics.throw_if_failed();
  std::string text = line_of(table.header) + "\n";
  for (const auto& row : table.rows) text += line_of(row) + "\n";
  for (const auto& warning : diagnostics.warnings()) text += warning + "\n";
  return text;
}

std::string errors_in(const std::string& bytes) {
  return testing::error_of([&] { (void)read(bytes); });
}

/// The only number of a table with the column x, or its error.
std::string number_in(const std::string& field) {
  Diagnostics diagnostics;
  Value value;
  value.kind = Value::Kind::scalar;
  value.text = field;
  value.mark = {"t.csv", 2, 1};
  const double number = csv_number(value, "x", diagnostics);
  const auto error = testing::error_of([&] { diagnostics.throw_if_failed(); });
  EXPECT_EQ(std::isnan(number), !error.empty());
  return error.empty() ? fmt::format("{}", number) : error;
}

/// ASCII text in UTF-16 or UTF-32.
std::string widened(const std::string& text, std::size_t bytes, bool big_endian) {
  std::string wide;
  for (const char c : text) {
    const std::string zeros(bytes - 1, '\0');
    wide += big_endian ? zeros + c : c + zeros;
  }
  return wide;
}

struct Case {
  const char* name;
  std::string bytes;
  std::string expected;
};
std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }
const auto name_of = [](const ::testing::TestParamInfo<Case>& info) { return std::string(info.param.name); };

class CsvRead : public ::testing::TestWithParam<Case> {};
TEST_P(CsvRead, AsItIsMeant) { EXPECT_EQ(read(GetParam().bytes), GetParam().expected); }

const std::string plain = "a|b\n1|0.2\n2|0.4\n";

INSTANTIATE_TEST_SUITE_P(
    Lines, CsvRead,
    ::testing::Values(Case{"Plain", "a,b\n1,0.2\n2,0.4\n", plain}, Case{"NoLastLineEnd", "a,b\n1,0.2\n2,0.4", plain},
                      Case{"CarriageReturnAndLineFeed", "a,b\r\n1,0.2\r\n2,0.4\r\n", plain},
                      Case{"CarriageReturnAlone", "a,b\r1,0.2\r2,0.4\r", plain},
                      Case{"MixedLineEnds", "a,b\r\n1,0.2\n2,0.4\r", plain},
                      Case{"BlankLines", "\n\na,b\n\n1,0.2\n  \n2,0.4\n\n\n", plain},
                      Case{"RowsOfSeparatorsAtTheEnd", "a,b\n1,0.2\n2,0.4\n,\n,\n", plain},
                      Case{"LinesOfSeparatorsBeforeTheHeader", ",\n,\na,b\n1,0.2\n2,0.4\n", plain}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Encodings, CsvRead,
    ::testing::Values(
        Case{"Utf8WithMark",
             "\xEF\xBB\xBF"
             "a,b\n1,0.2\n2,0.4\n",
             plain},
        Case{"MarkBeforeAQuotation", "\xEF\xBB\xBF\"a\",\"b\"\n1,0.2\n2,0.4\n", plain},
        Case{"Utf16LittleEndian", "\xFF\xFE"s + widened("a,b\n1,0.2\n2,0.4\n", 2, false), plain},
        Case{"Utf16BigEndian", "\xFE\xFF"s + widened("a,b\r\n1,0.2\r\n2,0.4\r\n", 2, true), plain},
        Case{"Utf16WithTabsAsExcelSaves", "\xFF\xFE"s + widened("a\tb\r\n1\t0,2\r\n2\t0,4\r\n", 2, false), plain},
        Case{"Utf32", "\xFF\xFE\0\0"s + widened("a,b\n1,0.2\n2,0.4\n", 4, false), plain},
        Case{"Utf16BeyondAscii", "\xFF\xFE\xE9\0\n\0\x31\0"s, "\xC3\xA9\n1\n"},
        Case{"NamesOfTheWorld", "\xE4\xBB\xB7\xE6\xA0\xBC,b\n1,2\n", "\xE4\xBB\xB7\xE6\xA0\xBC|b\n1|2\n"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(Separators, CsvRead,
                         ::testing::Values(Case{"Semicolons", "a;b\n1;0.2\n2;0.4\n", plain},
                                           Case{"SemicolonsAndDecimalCommas", "a;b\n1;0,2\n2;0,4\n", plain},
                                           Case{"Tabs", "a\tb\n1\t0.2\n2\t0.4\n", plain},
                                           Case{"TabsAndDecimalCommas", "a\tb\n1\t0,2\n2\t0,4\n", plain},
                                           Case{"OneColumn", "a\n1\n2\n", "a\n1\n2\n"},
                                           Case{"OneColumnWithSpacesInItsName", "leaked units\n1\n2\n",
                                                "leaked units\n1\n2\n"},
                                           Case{"OneColumnOfWords", "policy name\nstrict rule\nlax rule\n",
                                                "policy name\nstrict rule\nlax rule\n"},
                                           Case{"SeparatorInAQuotedName", "\"a;x\",b\n1,2\n", "a;x|b\n1|2\n"},
                                           Case{"SepLine", "sep=;\na;b\n1;0,2\n2;0,4\n", plain},
                                           Case{"SepLineQuoted", "\"sep=;\"\r\na;b\r\n1;0,2\r\n2;0,4\r\n", plain},
                                           Case{"SepLineOverrulesTheHeader", "sep=;\na,x;b\n1;2\n", "a,x|b\n1|2\n"},
                                           Case{"SepLineWithATab", "SEP=\t\na\tb\n1\t0,2\n2\t0,4\n", plain},
                                           Case{"SepLineForOneColumn", "sep=;\na\n0,5\n1,5\n", "a\n0.5\n1.5\n"},
                                           Case{"SeparatorsAtTheEnds", "a,b,\n1,0.2,\n2,0.4,\n", plain},
                                           Case{"SeparatorsAtTheEndsOfRows", "a,b\n1,0.2,\n2,0.4,,\n", plain},
                                           Case{"SeparatorsAtTheEndOfTheHeader", "a,b,,\n1,0.2\n2,0.4\n", plain}),
                         name_of);

INSTANTIATE_TEST_SUITE_P(Quotation, CsvRead,
                         ::testing::Values(Case{"EveryField", "\"a\",\"b\"\n\"1\",\"0.2\"\n\"2\",\"0.4\"\n", plain},
                                           Case{"SpacesAroundFields", " a , b\n 1 ,  0.2 \n2\t,0.4\n", plain},
                                           Case{"SpacesAroundQuotations", "\"a\" , \"b\" \n1,0.2\n2, 0.4\n", plain},
                                           Case{"SpacesWithin", "a\n\" x \"\n", "a\n x \n"},
                                           Case{"DoubledMarks", "a\n\"say \"\"yes\"\"\"\n", "a\nsay \"yes\"\n"},
                                           Case{"SeparatorWithin", "a,b\n\"x,y\",1\n", "a|b\nx,y|1\n"},
                                           Case{"LineBreakWithin", "a,b\n\"x\ny\",1\n", "a|b\nx\ny|1\n"},
                                           Case{"LineBreakInTheHeader", "\"leaked\nunits\",b\n1,2\n",
                                                "leaked\nunits|b\n1|2\n"}),
                         name_of);

const std::string left_out =
    "t.csv:1:1: warning: ignored the first column, which only numbers the rows; leave row names out "
    "(R: row.names=FALSE; pandas: index=False)\n";

INSTANTIATE_TEST_SUITE_P(
    RowNames, CsvRead,
    ::testing::Values(Case{"FromR", "\"\",\"a\",\"b\"\n\"1\",1,0.2\n\"2\",2,0.4\n", plain + left_out},
                      Case{"FromPandas", ",a,b\n0,1,0.2\n1,2,0.4\n", plain + left_out},
                      Case{"FromPandasTwice", ",Unnamed: 0,a,b\n0,0,1,0.2\n1,1,2,0.4\n",
                           plain + left_out +
                               "t.csv:1:2: warning: ignored the first column, which only numbers the rows; leave row "
                               "names out (R: row.names=FALSE; pandas: index=False)\n"},
                      Case{"FromRWithDecimalCommas", "\"\";\"a\";\"b\"\n\"1\";1;0,2\n\"2\";2;0,4\n", plain + left_out},
                      Case{"OfWriteTable", "\"a\",\"b\"\n\"1\",1,0.2\n\"2\",2,0.4\n",
                           plain + "t.csv:2:1: warning: ignored the first column, which has no header and only numbers "
                                   "the rows; leave row names out (R: row.names=FALSE; pandas: index=False)\n"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Decimals, CsvRead,
    ::testing::Values(Case{"ThreeDigitsSettledByAnotherNumber", "a;b\n1,500;0,2\n", "a|b\n1.500|0.2\n"},
                      Case{"ThreeDigitsAfterAPointInAPointTable", "a;b\n1.500;0.2\n", "a|b\n1.500|0.2\n"},
                      Case{"ThreeDigitsBetweenCommas", "a,b\n1.500,0.2\n", "a|b\n1.500|0.2\n"},
                      Case{"AZeroBeforeTheComma", "a;b\n0,500;1\n", "a|b\n0.500|1\n"},
                      Case{"AnExponent", "a;b\n1,5e-3;-2,25E2\n", "a|b\n1.5e-3|-2.25E2\n"},
                      Case{"NoDigitBeforeTheComma", "a;b\n,5;-,25\n", "a|b\n.5|-.25\n"},
                      Case{"ManyDigits", "a;b\n1234,567;1\n", "a|b\n1234.567|1\n"},
                      Case{"TextWithACommaStays", "a;b\nx, y;0,5\n", "a|b\nx, y|0.5\n"}),
    name_of);

class CsvRefused : public ::testing::TestWithParam<Case> {};
TEST_P(CsvRefused, WithPlaceReasonAndRemedy) { EXPECT_EQ(errors_in(GetParam().bytes), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Encodings, CsvRefused,
    ::testing::Values(
        Case{"Empty", "", "t.csv:1:1: error: the file is empty; expected a header line of column names"},
        Case{"OnlyAMark", "\xEF\xBB\xBF",
             "t.csv:1:1: error: the file is empty; expected a header line of column names"},
        Case{"OnlyBlankLines", "\n\n", "t.csv:1:1: error: the table is empty; expected a header line of column names"},
        Case{"Latin1", "a,b\nx,Z\xFCrich\n",
             "t.csv:2:4: error: not UTF-8: it may be Latin-1 (ISO 8859-1) or Windows-1252; save the table as CSV in "
             "UTF-8"},
        Case{"Windows1252", "a,b\nx,5 \x80\n",
             "t.csv:2:5: error: not UTF-8: it may be Windows-1252; save the table as CSV in UTF-8"},
        Case{"Gb18030", "\xBC\xDB\xB8\xF1,b\n1,2\n",
             "t.csv:1:1: error: not UTF-8: it may be GB18030, Big5, Shift JIS or EUC-KR; save the table as CSV in "
             "UTF-8"},
        Case{"Utf16WithoutMark", widened("a,b\n1,2\n", 2, false),
             "t.csv:1:1: error: not UTF-8: it seems to be UTF-16LE without a byte order mark; save the table as CSV in "
             "UTF-8"},
        Case{"Utf16BigEndianWithoutMark", widened("a,b\n1,2\n", 2, true),
             "t.csv:1:1: error: not UTF-8: it seems to be UTF-16BE without a byte order mark; save the table as CSV in "
             "UTF-8"},
        Case{"Utf16CutShort", "\xFF\xFE"s + widened("a\n12", 2, false) + "3",
             "t.csv:2:3: error: not UTF-16LE, despite its byte order mark; save the table as CSV in UTF-8"},
        Case{"Overlong", "a\n\xC0\xAF\n",
             "t.csv:2:1: error: not UTF-8: it may be GB18030, Big5, Shift JIS or EUC-KR; save the table as CSV in "
             "UTF-8"},
        Case{"ControlCharacter", "a\n1\n\x1B[31m2\n",
             "t.csv:3:1: error: the control character U+001B is not allowed in a table; is it a binary file?"},
        Case{"Workbook", "PK\x03\x04\x14\0\x06\0"s,
             "t.csv:1:1: error: not a CSV file: it seems to be a ZIP archive, such as an Excel (.xlsx) or LibreOffice "
             "(.ods) workbook; save the table as CSV in UTF-8"},
        Case{"Gzip", "\x1F\x8B\x08\0"s,
             "t.csv:1:1: error: not a CSV file: it seems to be compressed with gzip; save the table as CSV in UTF-8"},
        Case{"Parquet", "PAR1\x15\0"s,
             "t.csv:1:1: error: not a CSV file: it seems to be a Parquet file; save the table as CSV in UTF-8"},
        Case{"Hdf5", "\x89HDF\r\n\x1A\n",
             "t.csv:1:1: error: not a CSV file: it seems to be an HDF5 file; save the table as CSV in UTF-8"},
        Case{"WebPage", "<!DOCTYPE html>\n",
             "t.csv:1:1: error: not a CSV file: it seems to be a web page; save the table as CSV in UTF-8"},
        Case{"Json", "[{\"a\": 1}]",
             "t.csv:1:1: error: not a CSV file: it seems to be JSON; save the table as CSV in UTF-8"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Structure, CsvRefused,
    ::testing::Values(
        Case{"OpenQuotation", "a,b\n1,\"x\n2,3\n",
             "t.csv:2:3: error: this quotation mark opens a field that is never closed; close it, or double it if it "
             "belongs to the text"},
        Case{
            "OpenQuotationClosedByTheNext", "a,b\n1,\"x\n2,\"y\"\n",
            "t.csv:3:4: error: text after the closing quotation mark of the field that opens at t.csv:2:3; a quotation "
            "mark within a quoted field is doubled"},
        Case{
            "TextAfterAQuotation", "a,b\n\"1\"x,2\n\"3\"4,5\n",
            "t.csv:2:4: error: text after the closing quotation mark of the field that opens at t.csv:2:1; a quotation "
            "mark within a quoted field is doubled\n"
            "t.csv:3:4: error: text after the closing quotation mark of the field that opens at t.csv:3:1; a quotation "
            "mark within a quoted field is doubled"},
        Case{
            "BackslashBeforeAMark", "a\n\"say \\\"yes\\\"\"\n",
            "t.csv:2:8: error: text after the closing quotation mark of the field that opens at t.csv:2:1; a quotation "
            "mark within a quoted field is doubled"},
        Case{
            "MarkInsideAField", "a,b\n5\",2\n",
            "t.csv:2:2: error: a quotation mark inside a field that does not begin with one; quote the complete field, "
            "and double the mark within it"},
        Case{"TooFewFields", "a,b\n1,2\n3\n", "t.csv:3:1: error: 1 field, but the header has 2"},
        Case{"TooManyFields", "a,b\n1,2\n3,4,5\n",
             "t.csv:3:5: error: 3 fields, but the header has 2; quote text that contains a comma, and write numbers "
             "with a decimal point"},
        Case{"AnotherSeparatorInTheRows", "a,b\n1;2\n3;4\n",
             "t.csv:2:1: error: 1 field, but the header has 2; the header has commas, this line semicolons\n"
             "t.csv:3:1: error: 1 field, but the header has 2; the header has commas, this line semicolons"},
        Case{"TwoSeparatorsInTheHeader", "a;b,c\n1,2\n",
             "t.csv:1:1: error: the header line has commas and semicolons; quote the names that contain one of them, "
             "or declare the separator in a first line such as sep=;"},
        Case{"VerticalBars", "a|b\n1|2\n",
             "t.csv:1:1: error: the fields seem to be separated by vertical bars; expected commas, semicolons or tabs"},
        Case{"SpacesAsWriteTableHasThem", "\"a\" \"b\"\n\"1\" 1 0.2\n",
             "t.csv:1:1: error: the fields seem to be separated by spaces; expected commas, semicolons or tabs (in R: "
             "write.csv)"},
        Case{"SpacesBetweenNumbers", "a b\n1 0.2\n2 0.4\n",
             "t.csv:1:1: error: the fields seem to be separated by spaces; expected commas, semicolons or tabs"},
        Case{"LinesInQuotationMarks", "\"a,b\"\n\"1,0.2\"\n\"2,0.4\"\n",
             "t.csv:1:1: error: the complete lines are in quotation marks; quote each field, or none"},
        Case{"AnotherSepLine", "sep=|\na|b\n1|2\n",
             "t.csv:1:1: error: '|' is not a separator; expected a comma, a semicolon or a tab"},
        Case{"NoRows", "a,b\n", "t.csv:1:1: error: there are no rows after the header line"},
        Case{"NoHeader", "100,0.2\n200,0.4\n",
             "t.csv:1:1: error: the first line has only numbers; expected a header line of column names"},
        Case{"Comment", "# from R\na,b\n1,2\n",
             "t.csv:1:1: error: comments are not supported; expected a header line of column names"},
        Case{"CommentBetweenRows", "a,b\n1,2\n# more\n3,4\n",
             "t.csv:3:1: error: 1 field, but the header has 2; comments are not supported"},
        Case{"ColumnTwice", "a,b,a\n1,2,3\n", "t.csv:1:5: error: a second column 'a'; the first is at t.csv:1:1"},
        Case{"ColumnTwiceWithQuotes", "a,\"a\",a\n1,2,3\n",
             "t.csv:1:3: error: a second column 'a'; the first is at t.csv:1:1\n"
             "t.csv:1:7: error: a second column 'a'; the first is at t.csv:1:1"},
        Case{"EmptyName", "a,,b\n1,2,3\n",
             "t.csv:1:3: error: the column has no name; name it in the header line, or remove it"},
        Case{"EmptyLastName", "a,b,\n1,2,3\n4,5,\n",
             "t.csv:1:5: error: the column has no name; name it in the header line, or remove it\n"
             "t.csv:3:5: error: the cell is empty; expected a value in every cell"},
        Case{"EmptyCell", "a,b\n1,\n,2\n\"\",3\n",
             "t.csv:2:3: error: b: the cell is empty; expected a value in every cell\n"
             "t.csv:3:1: error: a: the cell is empty; expected a value in every cell\n"
             "t.csv:4:1: error: a: the cell is empty; expected a value in every cell"},
        Case{"EmptyRow", "a,b\n1,2\n,\n3,4\n", "t.csv:3:1: error: all cells of the row are empty; remove the row"},
        Case{"BlankLineInOneColumn", "a\n1\n\n3\n",
             "t.csv:3:1: error: a: a blank line between the rows of a single column; expected a value in every row"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    RowNames, CsvRefused,
    ::testing::Values(
        Case{
            "Names", "\"\",\"a\"\n\"low\",1\n\"high\",2\n",
            "t.csv:1:1: error: the first column has no name, as columns of row names do, but does not number the rows; "
            "leave row names out (R: row.names=FALSE; pandas: index=False), or give the column a name"},
        Case{"NumbersWithAGap", "Unnamed: 0,a\n0,1\n2,2\n",
             "t.csv:1:1: error: the first column has the name 'Unnamed: 0', as columns of row names do, but does not "
             "number the rows; leave row names out (R: row.names=FALSE; pandas: index=False), or give the column a "
             "name"},
        Case{
            "DecimalCommasThatCount", "a\n1,5\n2,5\n",
            "t.csv:2:1: error: every row has one field more than the header: write decimal points if these are decimal "
            "commas, leave row names out (R: row.names=FALSE; pandas: index=False), or complete the header"},
        Case{"NamesWithoutHeader", "\"a\"\t\"b\"\n\"x\"\t1\t2\n",
             "t.csv:2:1: error: every row has one field more than the header: leave row names out (R: row.names=FALSE; "
             "pandas: index=False), or complete the header"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Decimals, CsvRefused,
    ::testing::Values(
        Case{"MixOfCommaAndPoint", "a;b\n0,5;0.25\n",
             "t.csv:2:1: error: '0,5' has a decimal comma, but '0.25' at t.csv:2:5 has a decimal point; use one of "
             "them"},
        Case{"CommaThatMayBeThousands", "a;b\n1,500;2\n",
             "t.csv:2:1: error: a: '1,500' may mean 1.5 or 1500; write numbers without thousands separators and with a "
             "decimal point"},
        Case{"PointThatMayBeThousands", "a;b\n1.500;2\n",
             "t.csv:2:1: error: a: '1.500' may mean 1.5 or 1500; write numbers without thousands separators and with a "
             "decimal point"},
        Case{"PointInATableOfDecimalCommas", "a;b\n1.500;0,2\n",
             "t.csv:2:1: error: a: '1.500' may mean 1.5 or 1500 (the decimals of this table are as in '0,2' at "
             "t.csv:2:7); write numbers without thousands separators and with a decimal point"},
        Case{"CommaInATableOfDecimalPoints", "a\tb\n1,500\t0.2\n",
             "t.csv:2:1: error: a: '1,500' may mean 1.5 or 1500 (the decimals of this table are as in '0.2' at "
             "t.csv:2:7); write numbers without thousands separators and with a decimal point"}),
    name_of);

class CsvNumber : public ::testing::TestWithParam<Case> {};
TEST_P(CsvNumber, IsReadOrRefused) {
  const auto& c = GetParam();
  EXPECT_EQ(number_in(c.bytes), c.expected);
}

INSTANTIATE_TEST_SUITE_P(Plain, CsvNumber,
                         ::testing::Values(Case{"Whole", "100", "100"}, Case{"Negative", "-5", "-5"},
                                           Case{"Plus", "+5", "5"}, Case{"Decimal", "0.25", "0.25"},
                                           Case{"NoZero", ".5", "0.5"}, Case{"NoDecimals", "5.", "5"},
                                           Case{"Exponent", "2e2", "200"}, Case{"SignedExponent", "1.5E-3", "0.0015"},
                                           Case{"LeadingZeros", "007", "7"}),
                         name_of);

const std::string at = "t.csv:2:1: error: x: ";
const std::string no_value = " is not a value; expected a number in every cell";
const std::string no_unit = " has text after the number; write the number without a unit";
const std::string no_date = " is a date; dates are written as YYYY-MM-DD";
const std::string no_groups = " has thousands separators; write the digits without them";

INSTANTIATE_TEST_SUITE_P(
    Wrong, CsvNumber,
    ::testing::Values(Case{"Text", "high", at + "expected a number, found 'high'"},
                      Case{"NaN", "NaN", at + "'NaN'" + no_value}, Case{"NA", "NA", at + "'NA'" + no_value},
                      Case{"Null", "null", at + "'null'" + no_value}, Case{"Dash", "-", at + "'-'" + no_value},
                      Case{"Point", ".", at + "'.'" + no_value}, Case{"NotAvailable", "#N/A", at + "'#N/A'" + no_value},
                      Case{"Infinity", "inf", at + "'inf' is not a finite number"},
                      Case{"NegativeInfinity", "-Infinity", at + "'-Infinity' is not a finite number"},
                      Case{"SpreadsheetError", "#DIV/0!", at + "'#DIV/0!' is an error of a spreadsheet, not a number"},
                      Case{"Formula", "=A1*2", at + "'=A1*2' is a formula, not a number; save the values"},
                      Case{"Hexadecimal", "0x1p3", at + "'0x1p3' is hexadecimal; write a decimal number"},
                      Case{"Fortran", "1.5D+3", at + "'1.5D+3' has an exponent as in Fortran; write it with an 'e'"},
                      Case{"Huge", "1e999", at + "'1e999' is outside the range of numbers"},
                      Case{"Percent", "5%",
                           at + "'5%' has a percent sign; write the share as a number, such as 0.05 for 5%"},
                      Case{"Currency", "$100", at + "'$100' has a currency sign; write the number alone"},
                      Case{"Unit", "100 kUSD", at + "'100 kUSD'" + no_unit},
                      Case{"UnitWithoutSpace", "5GW", at + "'5GW'" + no_unit},
                      Case{"MinusSign",
                           "\xE2\x88\x92"
                           "5",
                           at + "'\xE2\x88\x92"
                                "5' begins with a dash; write the minus sign as '-'"},
                      Case{"Parentheses", "(5)", at + "'(5)' is in parentheses; write a negative number with '-'"},
                      Case{"Time", "12:30", at + "'12:30' is a time, not a number"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Separators, CsvNumber,
    ::testing::Values(
        Case{"Commas", "1,234,567", at + "'1,234,567'" + no_groups},
        Case{"Points", "1.234.567", at + "'1.234.567'" + no_groups},
        Case{"CommaAndPoint", "1,234.5", at + "'1,234.5'" + no_groups},
        Case{"PointAndComma", "1.234,5", at + "'1.234,5'" + no_groups},
        Case{"Space", "1 234", at + "'1 234'" + no_groups},
        Case{"NarrowSpace",
             "1\xE2\x80\xAF"
             "234",
             at +
                 "'1\xE2\x80\xAF"
                 "234'" +
                 no_groups},
        Case{"Apostrophe", "1'234", at + "'1'234'" + no_groups},
        Case{"Underscore", "1_234", at + "'1_234'" + no_groups},
        Case{"OneComma", "1,500",
             at + "'1,500' may mean 1.5 or 1500; write it without thousands separators and with a decimal point"},
        Case{"DecimalComma", "0,5",
             at + "'0,5' has a decimal comma; write a decimal point, or separate the fields with semicolons"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(Dates, CsvNumber,
                         ::testing::Values(Case{"Iso", "2024-05-01", at + "'2024-05-01'" + no_date},
                                           Case{"UnitedStates", "5/1/2024", at + "'5/1/2024'" + no_date},
                                           Case{"German", "01.05.2024", at + "'01.05.2024'" + no_date},
                                           Case{"Month", "1-May-24", at + "'1-May-24'" + no_date},
                                           Case{"MonthFirst", "May 1, 2024", at + "'May 1, 2024'" + no_date}),
                         name_of);

TEST(CsvTable, RecordsThePositionOfEveryField) {
  Diagnostics diagnostics;
  const auto table = read_csv(
      "\xEF\xBB\xBF"
      "a, bb ,\"c\"\r\n1,\"x\ny\",  2\r\n3,4,5\r\n",
      "t.csv", diagnostics);
  ASSERT_EQ(table.rows.size(), 2);
  const auto place = [](const Value& field) { return fmt::format("{}:{}", field.mark.line, field.mark.column); };
  EXPECT_EQ(place(table.header[1]), "1:4");
  EXPECT_EQ(place(table.header[2]), "1:8");
  EXPECT_EQ(place(table.rows[0][1]), "2:3");
  EXPECT_EQ(place(table.rows[0][2]), "3:6");
  EXPECT_EQ(place(table.rows[1][0]), "4:1");
  EXPECT_TRUE(table.header[2].quoted);
  EXPECT_FALSE(table.header[1].quoted);
  EXPECT_EQ(table.column("bb"), 1);
  EXPECT_EQ(table.column("d"), std::nullopt);
}

TEST(CsvTable, RecordsItsNotation) {
  Diagnostics diagnostics;
  const auto table = read_csv("a;b\n1;0,5\n", "t.csv", diagnostics);
  EXPECT_EQ(table.separator, ';');
  EXPECT_TRUE(table.decimal_comma);
  EXPECT_FALSE(read_csv("a;b\n1;5\n", "t.csv", diagnostics).decimal_comma);
}

/// Any table, written in any supported format.
class AnyTable {
 public:
  explicit AnyTable(unsigned seed) : random_(seed) {
    const std::size_t columns = 1 + below(4);
    for (std::size_t r = 0; r < 2 + below(4); ++r) {
      rows_.emplace_back();
      for (std::size_t c = 0; c < columns; ++c) rows_.back().push_back(r == 0 ? fmt::format("h{}", c) : any_field());
    }
  }
  [[nodiscard]] const std::vector<std::vector<std::string>>& rows() const { return rows_; }

  std::string written() {
    const std::string separator(1, ",;\t"[below(3)]);
    const std::string line_end = std::vector<std::string>{"\n", "\r\n", "\r"}[below(3)];
    std::string text;
    for (const auto& row : rows_) {
      for (std::size_t c = 0; c < row.size(); ++c) text += (c > 0 ? separator : "") + quoted(row[c]);
      text += line_end;
    }
    switch (below(4)) {
      case 0:
        return "\xEF\xBB\xBF" + text;
      case 1:
        return "\xFF\xFE"s + widened(text, 2, false);
      case 2:
        return "\xFE\xFF"s + widened(text, 2, true);
      default:
        return text;
    }
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  std::string any_field() {
    std::string field = "x";
    for (std::size_t k = below(6); k > 0; --k) field += "x1.,;\t\"\n\r '|#="[below(14)];
    return field + "x";
  }
  std::string quoted(const std::string& field) {
    std::string doubled;
    for (const char c : field) doubled += c == '"' ? "\"\"" : std::string(1, c);
    const std::string space(below(2), ' ');
    return space + "\"" + doubled + "\"" + space;
  }

  std::mt19937 random_;
  std::vector<std::vector<std::string>> rows_;
};

TEST(CsvTable, ReadsEveryTableWrittenByTheRules) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    AnyTable written(seed);
    Diagnostics diagnostics;
    const auto table = read_csv(written.written(), "t.csv", diagnostics);
    ASSERT_NO_THROW(diagnostics.throw_if_failed()) << seed;
    std::vector<std::vector<std::string>> rows;
    auto all = table.rows;
    all.insert(all.begin(), table.header);
    for (const auto& row : all) {
      rows.emplace_back();
      for (const auto& field : row) rows.back().push_back(field.text);
    }
    ASSERT_EQ(rows, written.rows()) << seed;
  }
}

TEST(CsvTable, AFieldOfMegabytesIsRead) {
  const std::string field(3U << 20U, 'x');
  EXPECT_EQ(read("a\n\"" + field + "\"\n"), "a\n" + field + "\n");
}

}  // namespace
}  // namespace entrepot::scenario
